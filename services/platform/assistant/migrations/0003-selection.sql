-- The piece of a lesson that a question was about: without it, "Explain this passage." says nothing later.
ALTER TABLE assistant.answers ADD COLUMN selection text;
