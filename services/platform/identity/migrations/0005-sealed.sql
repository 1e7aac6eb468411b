-- Secrets of authenticator apps and the private halves of signing keys are encrypted. What is in plain text still is encrypted
-- at the next start, which is at once (kernel/src/store/seal-plain.ts).
ALTER TABLE identity.second_factors RENAME COLUMN secret TO plain_secret;
ALTER TABLE identity.second_factors ALTER COLUMN plain_secret DROP NOT NULL;
ALTER TABLE identity.second_factors
  ADD COLUMN secret kernel.encrypted,
  ADD CONSTRAINT second_factors_secret CHECK (num_nonnulls(secret, plain_secret) = 1);

ALTER TABLE identity.signing_keys RENAME COLUMN private_jwk TO plain_private_jwk;
ALTER TABLE identity.signing_keys ALTER COLUMN plain_private_jwk DROP NOT NULL;
ALTER TABLE identity.signing_keys
  ADD COLUMN private_jwk kernel.encrypted,
  ADD CONSTRAINT signing_keys_private_jwk CHECK (num_nonnulls(private_jwk, plain_private_jwk) = 1);
