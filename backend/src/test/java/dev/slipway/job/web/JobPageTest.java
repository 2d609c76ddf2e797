package dev.slipway.job.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.job.JobDetail;
import dev.slipway.job.SampleJobs;
import dev.slipway.web.Templates;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobPageTest {

    private static final Actor DANA = new Actor(Actor.Kind.PERSON, "dana", "Dana");
    private static final Access OPERATOR = new Access(DANA, "dana", EnumSet.allOf(Permission.class));
    private static final Access VIEWER = new Access(DANA, "dana", Set.of(Permission.VIEW));

    @ParameterizedTest
    @MethodSource("dev.slipway.job.SampleJobs#all")
    void everyStateShouldHaveAPage(JobDetail detail) {
        assertThat(draw(detail, OPERATOR))
                .contains("#128")
                .doesNotContain("style=")
                .doesNotContain("th:");
    }

    @Test
    void aRollBackShouldBeToldWithItsProofAndTheNextAction() {
        assertThat(draw(SampleJobs.rolledBack(), OPERATOR))
                .contains("Rolled back to 1.1.0")
                .contains("proven")
                .contains(SampleJobs.DIGEST.abbreviated())
                .contains("2 of 2")
                .contains("Exit code")
                .contains("about this failure")
                .contains("1.1.0 serves as before.")
                .contains("Run again from Deploy");
    }

    @Test
    void anIgnoredFailureShouldNeverLookLikeASuccess() {
        assertThat(JobGlyphs.of(SampleJobs.ignored().job()).kind()).isEqualTo("warn");
        assertThat(draw(SampleJobs.ignored(), OPERATOR))
                .contains("web 1.2.0 runs in staging, with a failure ignored")
                .contains("What failed: Verify")
                .doesNotContain("verdict ok");
    }

    @Test
    void aQuestionShouldBeAnswerableByThoseWhoMay() {
        assertThat(draw(SampleJobs.asking(), OPERATOR)).contains("Try again").contains("End as failed");
        assertThat(draw(SampleJobs.asking(), VIEWER))
                .doesNotContain("Try again")
                .contains("You may not answer it.");
    }

    @Test
    void aViewerShouldNotBeOfferedToCancel() {
        assertThat(draw(SampleJobs.running(), OPERATOR)).contains("Cancel job");
        assertThat(draw(SampleJobs.running(), VIEWER)).doesNotContain("Cancel job");
    }

    private static String draw(JobDetail detail, Access access) {
        var parts = JobParts.of(detail, access, SampleJobs.NOW);
        return Templates.draw("job/page", Map.of("job", detail.job(), "parts", parts, "access", access));
    }
}
