-- Materials that a machine leaves to the desk: every profile says which, if any.
update organisation.machine set profile = profile || '{"lend_refuses": [], "return_refuses": []}'::jsonb
 where not profile ? 'lend_refuses' or not profile ? 'return_refuses';
