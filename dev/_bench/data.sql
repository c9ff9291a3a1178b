-- Believable data for benchmarks: residences, events of the last years, their counts.
-- psql variables: residences, years, a_month (events a month and residence).
-- Stored fields are filled as Odoo would; check.py compares a sample with what Odoo
-- computes. A column that only some versions have is filled where it is there. The same
-- numbers every time, in the order of days, as years of work would have left them. What
-- happens in a residence depends on its own number alone: the first one is the same at
-- every size that has as many events a month.
SET maintenance_work_mem = '512MB';
SET work_mem = '128MB';

-- Millions of rows: foreign keys and indexes come back afterwards, all at once.
CREATE TEMP TABLE set_aside (put_back text);
DO $$
DECLARE
    one record;
    filled regclass[] := ARRAY[
        to_regclass('residence_event'), to_regclass('residence_attendance'),
        to_regclass('residence_presence'), to_regclass('residence_booking'),
        to_regclass('residence_funding_allocation')
    ];
BEGIN
    FOR one IN
        SELECT
            format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
                AS take,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,
                pg_get_constraintdef(oid)) AS put_back
        FROM pg_constraint
        WHERE contype IN ('f', 'u', 'x') AND conrelid = ANY (filled)
        UNION ALL
        SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
        FROM pg_index
        WHERE indrelid = ANY (filled)
            AND NOT EXISTS (
                SELECT FROM pg_constraint WHERE conindid = pg_index.indexrelid
            )
    LOOP
        EXECUTE one.take;
        INSERT INTO set_aside VALUES (one.put_back);
    END LOOP;
END $$;

SELECT
    count(*) FILTER (WHERE column_name = 'generation_count') > 0 AS has_generations,
    count(*) FILTER (WHERE column_name = 'helper_count') > 0 AS has_helpers,
    to_regclass('residence_funding_allocation') IS NOT NULL AS has_funding
FROM information_schema.columns
WHERE table_name = 'residence_event'
\gset

-- what looks drawn by lot, from 0 to 2^31 - 1, and is the same every time
CREATE FUNCTION pg_temp.lot(residence bigint, number bigint) RETURNS integer
RETURN hashint8(residence * 100000 + number) & 2147483647;

BEGIN;
UPDATE res_lang SET active = true WHERE code = 'fr_FR';

INSERT INTO residence_residence
    (name, code, house_name, company_id, dwelling_count, phase, tz, active)
SELECT
    'Résidence ' || (ARRAY['Les Tamaris', 'Le Grand Large', 'Les Ormes', 'La Falaise',
        'Les Quatre-Vents', 'Le Vallon', 'Les Ajoncs', 'La Passerelle'])[1 + n % 8]
        || ' ' || n,
    'R' || lpad(n::text, 5, '0'),
    'Maison des Projets ' || n,
    (SELECT min(id) FROM res_company),
    20 + n * 37 % 101,
    (ARRAY['launch', 'steady', 'empowerment', 'self_management'])[1 + n % 4],
    'Europe/Paris',
    true
FROM generate_series(1, :residences) AS n;

INSERT INTO residence_space
    (name, sequence, residence_id, company_id, capacity, active)
SELECT space.name, space.sequence, place.id, place.company_id, space.capacity, true
FROM residence_residence AS place
CROSS JOIN (
    VALUES ('Grande salle', 10, 49), ('Cuisine partagée', 20, 8)
) AS space (name, sequence, capacity);

CREATE TEMP TABLE kind ON COMMIT DROP AS
SELECT
    row_number() OVER (ORDER BY sequence, id) AS place,
    id,
    COALESCE(name ->> 'fr_FR', name ->> 'en_US') AS name,
    counting_mode
FROM residence_event_type
WHERE counting_mode = 'generations';

-- one event every 30 / a_month days or so, for years, and the next three
INSERT INTO residence_event
    (residence_id, company_id, event_type_id, counting_mode, space_id, name, state, led_by,
     start, stop, date, is_counted, external_count, declared_households,
     household_count, planned_cost, actual_cost, volunteer_hours, summary,
     setup_minutes, cleanup_minutes, is_without_team, create_date, write_date)
SELECT
    place.id,
    place.company_id,
    kind.id,
    kind.counting_mode,
    space.id,
    kind.name || ' du ' || to_char(drawn.moment, 'DD/MM'),
    drawn.state,
    (ARRAY['animator', 'animator', 'shared', 'residents'])[1 + (drawn.luck * 4)::int % 4],
    drawn.moment,
    drawn.moment + interval '2 hours',
    (drawn.moment AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris')::date,
    drawn.state = 'done',
    (drawn.luck * 3)::int,
    CASE WHEN drawn.luck < 0.4 THEN 8 END,
    CASE WHEN drawn.luck < 0.4 THEN 8 END,
    (ARRAY[80, 45, 320, 390])[1 + (drawn.luck * 40)::int % 4],
    CASE WHEN drawn.state = 'done' THEN round((20 + drawn.luck * 90)::numeric, 2) END,
    CASE WHEN drawn.luck < 0.3 THEN 1.5 + round(drawn.luck * 6) / 2 END,
    CASE WHEN drawn.luck < 0.35 THEN
        'Deux familles venues pour la première fois, on refait la même chose en mai.'
    END,
    0,
    0,
    (drawn.luck * 4)::int % 4 >= 2,
    now() AT TIME ZONE 'UTC',
    now() AT TIME ZONE 'UTC'
FROM (
    SELECT
        residence,
        number,
        luck,
        CASE WHEN number % 50 = 7 THEN 'cancelled'
             WHEN number < 0 OR number % 100 = 3 THEN 'planned'
             ELSE 'done' END AS state,
        date_trunc('day', now() AT TIME ZONE 'UTC') - interval '1 day'
            - interval '1 day' * (number * 30.4 / :a_month)::int
            + interval '1 hour' * (9 + (luck * 9)::int) AS moment
    FROM (
        SELECT residence, number, pg_temp.lot(residence, number) / 2147483648.0 AS luck
        FROM
            generate_series(1, :residences) AS residence,
            generate_series(-3, 12 * :years * :a_month - 4) AS number
    ) AS everyone
) AS drawn
JOIN (
    SELECT *, row_number() OVER (ORDER BY id) AS number FROM residence_residence
) AS place ON place.number = drawn.residence
JOIN residence_space AS space
    ON space.residence_id = place.id AND space.name = 'Grande salle'
JOIN kind ON kind.place = 1 + ((drawn.number + 3) % (SELECT count(*) FROM kind))
ORDER BY drawn.moment, place.id;

-- the number of an event in its residence, and one that looks drawn by lot
CREATE TEMP TABLE numbered ON COMMIT DROP AS
SELECT id, number, pg_temp.lot(residence, number) AS luck
FROM (
    SELECT
        id,
        row_number() OVER (PARTITION BY residence_id ORDER BY start, id) AS number,
        dense_rank() OVER (ORDER BY residence_id) AS residence
    FROM residence_event
) AS event;
ALTER TABLE numbered ADD PRIMARY KEY (id);
ANALYZE numbered;

INSERT INTO residence_booking
    (space_id, residence_id, company_id, event_id, state, start, stop, hours,
     create_date, write_date)
SELECT
    space_id, residence_id, company_id, id, 'confirmed', start, stop,
    extract(epoch FROM stop - start) / 3600, create_date, write_date
FROM residence_event
WHERE state IN ('planned', 'done')
ORDER BY id;

INSERT INTO residence_attendance
    (event_id, age_bracket_id, generation_id, quantity, date, residence_id, company_id,
     event_type_id, state, led_by)
SELECT
    event.id,
    bracket.id,
    bracket.id,
    (ARRAY[2, 2, 4, 9, 1])[bracket.place] + (numbered.luck >> bracket.place::int) % 3 - 1,
    event.date,
    event.residence_id,
    event.company_id,
    event.event_type_id,
    event.state,
    event.led_by
FROM residence_event AS event
JOIN numbered ON numbered.id = event.id
CROSS JOIN (
    SELECT id, row_number() OVER (ORDER BY sequence, id) AS place
    FROM residence_age_bracket
    WHERE parent_id IS NULL
) AS bracket
WHERE event.state = 'done'
ORDER BY event.id, bracket.place;

UPDATE residence_event
SET attendance_count = counted.people
FROM (
    SELECT event_id, sum(quantity) AS people FROM residence_attendance GROUP BY 1
) AS counted
WHERE counted.event_id = residence_event.id;

-- thirty people a residence who gave their name, six of them at every fourth event
INSERT INTO residence_resident
    (name, dwelling, search_key, dwelling_key, residence_id, company_id, active,
     image_consent, create_date, write_date)
SELECT
    'Habitant ' || number,
    'A' || number / 2,
    'habitant ' || number || ' a' || number / 2,
    'a' || number / 2,
    place.id,
    place.company_id,
    true,
    'unknown',
    now() AT TIME ZONE 'UTC',
    now() AT TIME ZONE 'UTC'
FROM residence_residence AS place
CROSS JOIN generate_series(0, 29) AS number;

INSERT INTO residence_presence
    (event_id, resident_id, person_key, role, date, residence_id, company_id,
     is_newcomer, create_date, write_date)
SELECT
    event.id,
    person.id,
    person.id,
    'participant',
    event.date,
    event.residence_id,
    event.company_id,
    row_number() OVER (PARTITION BY person.id ORDER BY event.start, event.id) = 1,
    now() AT TIME ZONE 'UTC',
    now() AT TIME ZONE 'UTC'
FROM residence_event AS event
JOIN numbered ON numbered.id = event.id
CROSS JOIN generate_series(0, 5) AS seat
JOIN (
    SELECT
        id,
        residence_id,
        row_number() OVER (PARTITION BY residence_id ORDER BY id) - 1 AS number
    FROM residence_resident
) AS person
    ON person.residence_id = event.residence_id
    AND person.number = (numbered.number % 30 * 7 + seat * 5) % 30
WHERE event.state = 'done' AND numbered.luck % 4 = 0
ORDER BY event.id, seat;

UPDATE residence_resident
SET last_presence_date = came.last, purge_date = came.last + interval '24 months'
FROM (SELECT resident_id, max(date) AS last FROM residence_presence GROUP BY 1) AS came
WHERE came.resident_id = residence_resident.id;

UPDATE residence_event
SET named_count = named.people,
    newcomer_count = named.newcomers,
    named_households = named.dwellings,
    household_count = CASE
        WHEN declared_households > 0
            THEN GREATEST(declared_households, named.dwellings)
        ELSE 0
    END
FROM (
    SELECT
        presence.event_id,
        count(*) AS people,
        count(*) FILTER (WHERE presence.is_newcomer) AS newcomers,
        count(DISTINCT person.dwelling_key) AS dwellings
    FROM residence_presence AS presence
    JOIN residence_resident AS person ON person.id = presence.resident_id
    GROUP BY 1
) AS named
WHERE named.event_id = residence_event.id;

\if :has_generations
UPDATE residence_event
SET partner_count = 0, generation_count = COALESCE(present.generations, 0)
FROM residence_event AS same
LEFT JOIN (
    SELECT line.event_id, count(*) AS generations
    FROM residence_attendance AS line
    JOIN residence_age_bracket AS bracket ON bracket.id = line.generation_id
    WHERE line.quantity > 0 AND bracket.is_unspecified IS NOT TRUE
    GROUP BY 1
) AS present ON present.event_id = same.id
WHERE same.id = residence_event.id;
\endif

\if :has_helpers
-- everybody named is a participant
UPDATE residence_event SET helper_count = 0;
\endif

\if :has_funding
-- seven events in ten are claimed whole, from one axis or another
INSERT INTO residence_funding_allocation
    (event_id, axis_id, share, date, stop, residence_id, company_id, event_type_id,
     state, counting_mode, is_counted, attendance_count, named_count, newcomer_count,
     planned_cost, actual_cost, planned_valued, actual_valued, create_date, write_date)
SELECT
    event.id, axes.ids[1 + numbered.number % cardinality(axes.ids)], 100, event.date,
    event.stop, event.residence_id, event.company_id, event.event_type_id, event.state,
    event.counting_mode, event.is_counted, event.attendance_count, event.named_count,
    event.newcomer_count, COALESCE(event.planned_cost, 0),
    COALESCE(event.actual_cost, 0), COALESCE(event.planned_cost, 0),
    COALESCE(event.actual_cost, 0), event.create_date, event.write_date
FROM residence_event AS event
JOIN numbered ON numbered.id = event.id
CROSS JOIN (
    -- in force from the first year to the last
    SELECT array_agg(id ORDER BY id) AS ids
    FROM residence_funding_axis
    WHERE active AND date_to IS NULL
        AND COALESCE(date_from, '2000-01-01') < now() - interval '6 years'
) AS axes
-- whatever waits for its wrap-up: a screen is measured on such an event at any size
WHERE (numbered.number % 10 < 7 OR event.state = 'planned') AND cardinality(axes.ids) > 0
ORDER BY event.id;

UPDATE residence_event
SET allocated_share = CASE WHEN shared.event_id IS NULL THEN 0 ELSE 100 END
FROM residence_event AS same
LEFT JOIN residence_funding_allocation AS shared ON shared.event_id = same.id
WHERE same.id = residence_event.id;
\endif
COMMIT;

-- Rows back in the order of days, where updates of all of them have left another, and
-- twice their room: years of work would not.
CLUSTER residence_event USING residence_event_pkey;
CLUSTER residence_resident USING residence_resident_pkey;
SELECT put_back FROM set_aside ORDER BY put_back DESC \gexec
VACUUM ANALYZE;
