-- 0021 sign_policy: what an organisation asks beside a password; null: nothing.
-- ledgered
alter table organisation add column sign_policy text
    check (sign_policy in ('second', 'provider'));
