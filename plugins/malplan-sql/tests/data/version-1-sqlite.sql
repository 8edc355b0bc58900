-- The tables as version 1 wrote them, with three records.
CREATE TABLE malplan_schema (version INTEGER NOT NULL);
INSERT INTO malplan_schema (version) VALUES (1);
CREATE TABLE record (id TEXT NOT NULL PRIMARY KEY, plan TEXT NOT NULL, kind TEXT NOT NULL, recorded BIGINT NOT NULL, content TEXT NOT NULL);
CREATE INDEX record_order ON record (plan, recorded, id);
PRAGMA application_id = 1835101296;
PRAGMA journal_mode = WAL;
INSERT INTO record (id, plan, kind, recorded, content) VALUES ('019cad00-0000-7000-8000-000000000001', 'sommer', 'observation', 1772438400000000, '{"id":"019cad00-0000-7000-8000-000000000001","kind":"observation","plan":"sommer","on":"2026-03-01","recorded":"2026-03-02T09:00:00+01:00","by":"tovholder","comment":"Flere end ventet; det''s godt","sign":"fremmoede","value":12.5}');
INSERT INTO record (id, plan, kind, recorded, content) VALUES ('019cad00-0000-7000-8000-000000000002', 'sommer', 'learning', 1772524800000000, '{"id":"019cad00-0000-7000-8000-000000000002","kind":"learning","plan":"sommer","on":"2026-03-02","recorded":"2026-03-03T09:00:00+01:00","action":"workshop","text":"Æbler virker"}');
INSERT INTO record (id, plan, kind, recorded, content) VALUES ('019cad00-0000-7000-8000-000000000003', 'vinter', 'milestone_reached', 1772438400000000, '{"id":"019cad00-0000-7000-8000-000000000003","kind":"milestone_reached","plan":"vinter","on":"2026-03-02","recorded":"2026-03-02T09:00:00+01:00","milestone":"start"}');
