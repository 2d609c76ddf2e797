package dev.slipway.target.ecs;

import dev.slipway.target.Load;
import dev.slipway.target.Measured;
import dev.slipway.target.ecs.LoadAnswers.Figure;
import dev.slipway.target.ecs.LoadQuery.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * The figures of one service in the portal's units: CloudWatch has percent of what is reserved, and counts of a minute.
 *
 * @param definition null while it was not read: then percent cannot become processors
 */
record ServiceLoad(
        Service service,
        Cloud.@Nullable Described definition,
        List<LoadQuery> queries,
        Map<LoadQuery, Figure> figures) {

    private static final double SECONDS = 60;
    private static final double UNITS_OF_A_PROCESSOR = 1024;
    private static final double MEBIBYTE = 1024 * 1024;

    Measured measured(Instant now) {
        var at = queries.stream()
                .flatMap(this::figure)
                .map(Figure::at)
                .min(Instant::compareTo)
                .orElse(now);
        var latency = values(Kind.LATENCY).max(Double::compare).map(seconds -> seconds * 1000);
        return new Measured(
                at,
                new Load(
                        latency.orElse(null),
                        reserved(Kind.CPU, ServiceLoad::units, UNITS_OF_A_PROCESSOR),
                        reserved(Kind.MEMORY, ServiceLoad::mebibytes, 1 / MEBIBYTE),
                        aSecond(Kind.REQUESTS),
                        aSecond(Kind.ERRORS)),
                "");
    }

    private interface Reservation {
        double of(Cloud.Described definition);
    }

    /** Percent of what all tasks reserve together. */
    private @Nullable Double reserved(Kind kind, Reservation reservation, double unit) {
        var percent = values(kind).findFirst();
        if (percent.isEmpty() || definition == null) {
            return null;
        }
        var each = reservation.of(definition) / unit;
        return each == 0 ? null : percent.get() / 100 * each * service.runningCount();
    }

    /** Of a service that is balanced; no figure means that there were no requests, or none that failed. */
    private @Nullable Double aSecond(Kind kind) {
        return queries.stream().noneMatch(query -> query.kind() == kind)
                ? null
                : values(kind).mapToDouble(count -> count / SECONDS).sum();
    }

    private Stream<Double> values(Kind kind) {
        return queries.stream()
                .filter(query -> query.kind() == kind)
                .flatMap(this::figure)
                .map(Figure::value);
    }

    private Stream<Figure> figure(LoadQuery query) {
        return Stream.ofNullable(figures.get(query));
    }

    /** Tasks on machines of one's own may leave it to their containers. */
    private static double units(Cloud.Described described) {
        var whole = described.definition().cpu();
        return whole == null || whole.isBlank()
                ? described.definition().containerDefinitions().stream()
                        .map(ContainerDefinition::cpu)
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .sum()
                : Double.parseDouble(whole);
    }

    private static double mebibytes(Cloud.Described described) {
        var whole = described.definition().memory();
        return whole == null || whole.isBlank()
                ? described.definition().containerDefinitions().stream()
                        .map(one -> one.memoryReservation() == null ? one.memory() : one.memoryReservation())
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .sum()
                : Double.parseDouble(whole);
    }
}
