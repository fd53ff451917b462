-- Whoever was erased at their own request does not come back with a later import (P84): keyed hashes of the card and of the number
-- in the former system, among the marks of the erasure.
create index erased_mark on privacy.erased (library_id, mark);
