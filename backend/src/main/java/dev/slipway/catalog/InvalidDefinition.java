package dev.slipway.catalog;

import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.util.List;

/** A definition that breaks rules; holds all of them, in the order of the text. */
public class InvalidDefinition extends InvalidInput {

    private static final long serialVersionUID = 1L;

    private final transient List<LocatedProblem> located;

    public InvalidDefinition(List<LocatedProblem> located) {
        super(
                located.size() == 1
                        ? "The definition has a problem"
                        : "The definition has %d problems".formatted(located.size()),
                located.stream().map(InvalidDefinition::asField).toList());
        this.located = located.stream().sorted().toList();
    }

    public List<LocatedProblem> located() {
        return located;
    }

    private static FieldProblem asField(LocatedProblem problem) {
        var where = "line %d".formatted(problem.line());
        return new FieldProblem(
                problem.path().isEmpty() ? where : where + ", " + problem.path(), problem.rule(), problem.remedy());
    }
}
