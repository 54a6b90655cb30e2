-- 0005 look: how somebody wants to see the pages.
-- passing: of the account, which never enters the ledger.
alter table account add column look text not null default 'computer'
    check (look in ('computer', 'light', 'dark'));
