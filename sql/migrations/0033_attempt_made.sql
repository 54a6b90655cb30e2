-- 0033 attempt_made: sign-ins at a provider by when they began, so that the old ones and the last
-- are found without reading all.
-- passing: as the table is
create index sso_attempt_made on sso_attempt (made);
