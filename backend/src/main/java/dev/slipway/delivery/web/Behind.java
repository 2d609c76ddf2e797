package dev.slipway.delivery.web;

import dev.slipway.delivery.Deployment;
import dev.slipway.delivery.Figures;
import dev.slipway.delivery.Incident;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The deployments behind one of the numbers. */
enum Behind {
    PROVEN("Proven deployments", Figures::proven),
    LEAD("Versions that were proven there for the first time", Figures::led),
    FAILED("Changes that failed, were rolled back or undone", Figures::failed),
    BROKE("Deployments that failed or were rolled back by their own job", Figures::broke),
    COUNTED("Deployments of which it is known how they ended", Figures::counted),
    RESTORE("Failures, and what restored", figures -> causes(figures.incidents())),
    OPEN("Failures after which nothing was proven yet", figures -> causes(figures.open())),
    UNKNOWN("Deployments of which it could not be told how they ended", Figures::unknown),
    CANCELLED("Deployments that somebody stopped", Figures::cancelled);

    private final String title;
    private final Function<Figures, List<Deployment>> of;

    Behind(String title, Function<Figures, List<Deployment>> of) {
        this.title = title;
        this.of = of;
    }

    String title() {
        return title;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Deployment> of(Figures figures) {
        return of.apply(figures);
    }

    static Behind of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        "There is no such number",
                        new FieldProblem(
                                "of",
                                "must be one of "
                                        + Arrays.stream(values())
                                                .map(Behind::word)
                                                .collect(Collectors.joining(", ")),
                                "Choose one of them.")));
    }

    private static List<Deployment> causes(List<Incident> incidents) {
        return incidents.stream().map(Incident::cause).toList();
    }
}
