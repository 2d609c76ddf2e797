package dev.slipway.identity.web;

import dev.slipway.identity.Place;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Reads a place from what a form or body sends. */
final class PlaceForm {

    private PlaceForm() {}

    /** @throws InvalidInput for an environment or service without its project */
    static Place place(@Nullable String project, @Nullable String environment, @Nullable String service) {
        var inside = given(environment) != null || given(service) != null;
        if (given(project) == null && inside) {
            throw new InvalidInput(
                    "The place cannot be told.",
                    new FieldProblem("project", "must be named with an environment or service", "Name the project."));
        }
        return new Place(given(project), given(environment), given(service));
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
