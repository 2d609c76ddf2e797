package dev.slipway.catalog.yaml;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** A place in a text; both count from 1. */
public record Position(int line, int column) {

    static final Position START = new Position(1, 1);

    static Position of(Node node) {
        return node.getStartMark().map(Position::of).orElse(START);
    }

    static Position of(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
