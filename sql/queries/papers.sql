-- paper_witness: the entry of the ledger that vouches for what is shown.
--   $1 org bigint   $2 seq bigint   gives seq bigint, hash text, time text
select seq, hash, time from ledger where org = $1 and seq <= $2 order by seq desc limit 1;
