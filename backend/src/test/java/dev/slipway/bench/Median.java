package dev.slipway.bench;

import java.util.ArrayList;
import java.util.List;

/** Of some runs, the one in the middle. */
final class Median {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double value() {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
