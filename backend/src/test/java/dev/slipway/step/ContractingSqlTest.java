package dev.slipway.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractingSqlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop table visit | drops a table",
                "DROP TABLE IF EXISTS visit | drops a table",
                "alter table visit drop column seen | drops a column",
                "alter table visit drop seen | drops a column",
                "alter table visit rename to visits | renames",
                "alter table visit rename column seen to seen_at | renames",
                "alter table visit rename seen to seen_at | renames",
                "alter table visit alter column n type bigint | changes the type of a column",
                "alter table visit alter n set data type bigint | changes the type of a column",
                "alter table visit alter column n set not null | makes a column mandatory",
                "drop function visits() | drops what code may call",
                "truncate visit | empties a table"
            })
    void whatTakesAwayShouldBeTold(String sql, String told) {
        assertThat(ContractingSql.of(sql)).contains(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table visit (n int not null, seen timestamptz)",
                "alter table visit add column seen timestamptz",
                "alter table visit alter column n drop not null",
                "alter table visit alter column n drop default",
                "alter table visit drop constraint visit_n_check",
                "drop index visit_seen",
                "insert into note values ('drop table visit')",
                "-- drop table visit\nselect 1",
                "/* truncate\n visit */ select 1"
            })
    void whatOnlyAddsShouldNotBe(String sql) {
        assertThat(ContractingSql.of(sql)).isEmpty();
    }

    @Test
    void aFileMaySayThatItIsHarmless() {
        assertThat(ContractingSql.of("-- slipway: compatible\ndrop table never_used"))
                .isEmpty();
    }
}
