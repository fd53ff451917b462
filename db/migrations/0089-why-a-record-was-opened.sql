-- A door that asks why: history opens for damage, a disputed cost or the patron's own question, and the patron sees it.
alter table privacy.access_log add reason text check (reason in ('damage', 'dispute', 'own_request'));
select base.describe('privacy.access_log', 'reason | none');
