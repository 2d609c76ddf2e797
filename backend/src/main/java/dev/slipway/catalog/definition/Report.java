package dev.slipway.catalog.definition;

import dev.slipway.catalog.LocatedProblem;
import dev.slipway.catalog.yaml.Position;
import dev.slipway.catalog.yaml.YamlSource;
import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with one text. */
final class Report {

    private final YamlSource source;
    private final List<LocatedProblem> problems;

    Report(YamlSource source) {
        this.source = source;
        this.problems = new ArrayList<>(source.problems());
    }

    /** The value at this path is wrong. */
    void value(String path, String rule, String remedy) {
        add(source.value(path), path, rule, remedy);
    }

    /** The key at this path is wrong, or what should be below it is missing. */
    void key(String path, String rule, String remedy) {
        add(source.key(path), path, rule, remedy);
    }

    List<LocatedProblem> problems() {
        return problems.stream().sorted().toList();
    }

    private void add(Position at, String path, String rule, String remedy) {
        problems.add(new LocatedProblem(at.line(), at.column(), path, rule, remedy));
    }
}
