-- A word is counted again by each batch of titles that has it. With room left on its page the new row is written there, and its two indexes,
-- of which that of near spellings is dear, are left alone.
alter table cataloguing.word set (fillfactor = 70);
