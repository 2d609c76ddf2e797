package dev.slipway.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state with every event, against the table as people read it in docs/promotions.md. */
class ApprovalStateTest {

    private static final String TABLE = """
                          | QUORUM   | SHORT   | OBJECT            | REJECT   | EXPIRE  | CHANGE | CANCEL    | START
        PENDING           | APPROVED | PENDING | CHANGES_REQUESTED | REJECTED | EXPIRED | VOID   | WITHDRAWN | -
        CHANGES_REQUESTED | APPROVED | PENDING | CHANGES_REQUESTED | REJECTED | EXPIRED | VOID   | WITHDRAWN | -
        APPROVED          | APPROVED | PENDING | CHANGES_REQUESTED | REJECTED | -       | VOID   | WITHDRAWN | USED
        REJECTED          | -        | -       | -                 | -        | -       | -      | -         | -
        EXPIRED           | -        | -       | -                 | -        | -       | -      | -         | -
        VOID              | -        | -       | -                 | -        | -       | -      | -         | -
        WITHDRAWN         | -        | -       | -                 | -        | -       | -      | -         | -
        USED              | -        | -       | -                 | -        | -       | -      | -         | USED
        """;

    private static Map<String, Map<String, String>> expected() {
        var rows = TABLE.lines().map(line -> line.split("\\|")).toList();
        var events = rows.getFirst();
        return rows.stream()
                .skip(1)
                .collect(Collectors.toMap(
                        row -> row[0].strip(),
                        row -> Stream.iterate(1, i -> i < row.length, i -> i + 1)
                                .collect(Collectors.toMap(i -> events[i].strip(), i -> row[i].strip()))));
    }

    static Stream<Arguments> everything() {
        return Arrays.stream(ApprovalState.values())
                .flatMap(state -> Arrays.stream(ApprovalEvent.values()).map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void stateShouldBecomeWhatTheTableSays(ApprovalState state, ApprovalEvent event) {
        var next = state.after(event).map(Enum::name).orElse("-");
        assertThat(next)
                .isEqualTo(expected().getOrDefault(state.name(), Map.of()).get(event.name()));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void onlyAnApprovedRoundShouldEverStart(ApprovalState state, ApprovalEvent event) {
        if (state.after(event).filter(ApprovalState.USED::equals).isPresent()) {
            assertThat(state).isIn(ApprovalState.APPROVED, ApprovalState.USED);
        }
    }
}
