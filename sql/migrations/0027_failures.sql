-- 0027 failures: what counted the tries of an account, before attempt did.
-- passing: tries are counted for a day and are no part of what is assessed
alter table account drop column failures;
alter table account drop column wait_until;
alter table totp drop column failures;
alter table totp drop column wait_until;
