package dev.slipway.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a target keeps that can tell beforehand what would hinder a deployment. */
public interface PreChecksContract extends DeploymentTargetContract {

    default List<Finding> check(Revision revision, String token) {
        return ((PreChecks) playground().target()).check(order(revision, null, token));
    }

    @Test
    default void goodReleaseShouldNotBeBlocked() throws Exception {
        var findings = check(playground().good("1.0.0"), "check");

        assertThat(findings).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.result()).as(finding.toString()).isIn(Finding.Result.PASS, Finding.Result.WARN);
            assertThat(finding.evidence()).isNotBlank();
        });
        assertThat(observe(playground().good("1.0.0")).health()).isEqualTo(Health.ABSENT);
    }

    @Test
    default void missingArtifactShouldBlockWithARemedy() {
        var findings = check(playground().withoutArtifact("9.9.9"), "check");

        assertThat(findings)
                .filteredOn(finding -> finding.result() == Finding.Result.BLOCK)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.remedy()).isNotBlank());
    }

    @Test
    default void invalidSettingsShouldBlockAndLeaveTheRestUnknown() {
        var good = playground().good("1.0.0");
        var invalid = new Revision("1.0.0", good.artifacts(), playground().invalidSettings(), good.configuration());

        assertThat(check(invalid, "check"))
                .extracting(Finding::result)
                .contains(Finding.Result.BLOCK)
                .doesNotContain(Finding.Result.PASS);
    }

    @Test
    default void keysShouldBeUnique() {
        assertThat(check(playground().good("1.0.0"), "check"))
                .extracting(Finding::check)
                .doesNotHaveDuplicates();
    }
}
