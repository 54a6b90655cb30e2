-- 0022 ledger_time: no second order of the entries. Their times never go back, so that a day is
-- found by halving, and every save writes a page less.
-- passing: makes no table
drop index ledger_time;
