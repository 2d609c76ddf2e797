package dev.slipway.health;

import java.util.List;
import java.util.stream.Collectors;

/** The statements of {@link Samples}: how figures of minutes become those of an hour or a day, and of any step. */
final class SampleSql {

    private static final List<String> MEASURES = List.of("latency", "cpu", "memory", "requests", "errors", "queue");

    private static final String COUNTS =
            "looks, unseen, healthy, worst, desired, running_low, running_high, pending, restarts";

    private static final String COLUMNS = COUNTS + each(m -> ", " + m + ", " + m + "_high");

    private static final String OF_PLACEMENT =
            "(select id from health_placement where project = :project and environment = :environment"
                    + " and service = :service)";

    /** Of a minute within its hour: {@link MinutesOfHour}. */
    private static final String BIT =
            "cast(1 as bigint) << cast(extract(minute from at at time zone 'UTC') as integer)";

    /** A minute, and with it its hour and its day: once, whatever happens. Looks that saw nothing weigh nothing. */
    static final String PUT = "with m as (insert into health_sample_minute (placement, at, " + COLUMNS + ") select "
            + OF_PLACEMENT
            + ", :at, :looks, :unseen, :healthy, :worst, :desired, :running_low, :running_high, :pending, :restarts"
            + each(m -> ", :" + m + ", :" + m + "_high")
            + " on conflict do nothing returning *), h as ("
            + fold("hour", ", minutes", ", " + BIT) + ", minutes = s.minutes | excluded.minutes) "
            + fold("day", "", "");

    /**
     * The last hour is read first and mostly tells it, so that the one before is not read. An hour of which no minute is
     * noted was written before they were: it counts whole.
     */
    static final String LOOKED_AT = "select p.project, p.environment, p.service from health_placement p"
            + " cross join lateral (select 1 from health_sample_hour s"
            + " where s.placement = p.id and s.at >= :earlier and s.at <= :hour and (s.minutes = 0"
            + " or s.minutes & case when s.at = :hour then :bits else :earlier_bits end <> 0)"
            + " order by s.at desc limit 1) s where p.project = :project";

    static final String LOOKED_AT_THAT_DAY = "select p.project, p.environment, p.service from health_placement p"
            + " where p.project = :project and exists (select from health_sample_day s"
            + " where s.placement = p.id and s.at > :from and s.at <= :moment)";

    private SampleSql() {}

    private static String fold(String grain, String column, String value) {
        return "insert into health_sample_" + grain + " as s (placement, at, " + COLUMNS + column
                + ") select placement, date_trunc('" + grain + "', at, 'UTC'), " + COLUMNS + value + " from m"
                + " on conflict (placement, at) do update set"
                + " looks = s.looks + excluded.looks, unseen = s.unseen + excluded.unseen,"
                + " healthy = s.healthy + excluded.healthy, worst = greatest(s.worst, excluded.worst),"
                + " desired = case when excluded.looks > excluded.unseen then excluded.desired else s.desired end,"
                + " running_low = case when s.looks = s.unseen then excluded.running_low"
                + " when excluded.looks = excluded.unseen then s.running_low"
                + " else least(s.running_low, excluded.running_low) end,"
                + " running_high = greatest(s.running_high, excluded.running_high),"
                + " pending = greatest(s.pending, excluded.pending), restarts = s.restarts + excluded.restarts"
                + each(m ->
                        ", %1$s = case when s.%1$s is null then excluded.%1$s when excluded.%1$s is null then s.%1$s"
                                        .formatted(m)
                                + " else (s.%1$s * (s.looks - s.unseen) + excluded.%1$s * (excluded.looks - excluded.unseen))"
                                        .formatted(m)
                                + " / (s.looks - s.unseen + excluded.looks - excluded.unseen) end,"
                                + " %1$s_high = greatest(s.%1$s_high, excluded.%1$s_high)".formatted(m));
    }

    static String read(Grain grain) {
        return "select date_bin(make_interval(secs => :step), at, '2000-01-01 00:00:00Z') as begin,"
                + " sum(looks)::integer as looks, sum(unseen)::integer as unseen, sum(healthy)::integer as healthy,"
                + " max(worst)::integer as worst,"
                + " coalesce((array_agg(desired order by at desc) filter (where looks > unseen))[1], 0) as desired,"
                + " coalesce(min(running_low) filter (where looks > unseen), 0) as running_low,"
                + " max(running_high) as running_high, max(pending) as pending, sum(restarts)::integer as restarts"
                + each(m -> ", sum(%1$s * (looks - unseen)) filter (where %1$s is not null)".formatted(m)
                        + " / nullif(sum(looks - unseen) filter (where %1$s is not null), 0) as %1$s,".formatted(m)
                        + " max(%1$s_high)::float8 as %1$s_high".formatted(m))
                + " from " + grain.table() + " where placement = " + OF_PLACEMENT
                + " and at >= :from and at < :until group by 1 order by 1";
    }

    private static String each(java.util.function.UnaryOperator<String> clause) {
        return MEASURES.stream().map(clause).collect(Collectors.joining());
    }
}
