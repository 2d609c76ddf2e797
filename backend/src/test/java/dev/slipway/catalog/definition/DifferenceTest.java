package dev.slipway.catalog.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DifferenceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void whatIsFarFromAChangeShouldBeLeftOut() {
        var before = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";
        var after = before.replace("h\n", "H\nHH\n");

        assertThat(TextDiff.unified(TextDiff.between(before, after)))
                .isEqualTo("@@ line 5\n e\n f\n g\n-h\n+H\n+HH\n i\n");
    }

    @Test
    void sameTextsShouldHaveNoDifference() {
        assertThat(TextDiff.between("a\nb\n", "a\nb\n")).isEmpty();
    }

    @Test
    void numbersOfLinesShouldBeThoseOfEachText() {
        assertThat(TextDiff.between("a\nb\n", "b\nc\n"))
                .containsExactly(
                        new TextDiff.Line("del", 1, null, "a"),
                        new TextDiff.Line("same", 2, 1, "b"),
                        new TextDiff.Line("add", null, 2, "c"));
    }

    @Test
    void valuesShouldBeToldOneByOneEvenIfTheyCameTogether() {
        assertThat(ValueChange.between(
                        JSON.readTree("{\"a\": 1, \"b\": {\"c\": [1]}, \"f\": {}}"),
                        JSON.readTree("{\"a\": 1, \"b\": {\"c\": [2]}, \"d\": {\"e\": \"x\", \"g\": {}}}")))
                .extracting(change -> change.path() + " " + change.before() + " " + change.after())
                .containsExactly("b.c [1] [2]", "f {} null", "d.e null \"x\"", "d.g null {}");
    }
}
