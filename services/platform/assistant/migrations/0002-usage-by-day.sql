-- What was counted by month so far stands on the month's first day: its month stays right.
ALTER TABLE assistant.usage RENAME COLUMN month TO day;
