-- A search document has the whole title as one word too; what made it without that is not called any more.
drop function if exists cataloguing.search_document(text, text, text);
