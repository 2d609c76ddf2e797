package simulator.iam;

import java.util.List;

/** What the statements of a principal come to: a denial wins, and what nobody allows is denied. */
record Permissions(List<Statement> statements) {

    /** IAM's words: {@code allowed}, {@code explicitDeny} or {@code implicitDeny}. */
    String decision(String action, String resource) {
        var concerned = statements.stream()
                .filter(statement -> statement.concerns(action, resource))
                .toList();
        if (concerned.stream().anyMatch(statement -> !statement.allow())) {
            return "explicitDeny";
        }
        return concerned.isEmpty() ? "implicitDeny" : "allowed";
    }
}
