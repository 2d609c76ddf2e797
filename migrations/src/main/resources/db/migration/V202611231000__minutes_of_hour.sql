-- Whether somebody looked around a moment was asked of the minutes: a cold page of a large index for each placement. Its
-- hour tells it as well: bit n is set when the row of minute n was written. There are sixty times fewer hours, and they are
-- kept longer. Of an hour whose minutes were dropped before this, no bit is set: only that it was looked at is known.
alter table health_sample_hour add column minutes bigint not null default 0;

update health_sample_hour h set minutes = m.minutes
from (
    select placement, date_trunc('hour', at, 'UTC') as hour,
        bit_or(1::bigint << extract(minute from at at time zone 'UTC')::integer) as minutes
    from health_sample_minute
    group by 1, 2
) m
where h.placement = m.placement and h.at = m.hour;
