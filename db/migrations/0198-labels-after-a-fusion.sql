-- Items that got another code by a fusion, until somebody gives them one: few among all that came over.
create index fusion_row_label on moving.fusion_row (library_id, row_id) where kind = 'item' and was ? 'became';
