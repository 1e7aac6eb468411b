-- The other thing that servers say of a file at an address, for asking whether it is new.
ALTER TABLE knowledge.documents ADD COLUMN last_modified text;
-- How many readings of its website in a row found that a page is there no more.
ALTER TABLE knowledge.documents ADD COLUMN missed int NOT NULL DEFAULT 0;
