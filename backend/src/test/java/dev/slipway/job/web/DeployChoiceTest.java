package dev.slipway.job.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.job.JobRequest;
import dev.slipway.job.OnFailure;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;

class DeployChoiceTest {

    private final LinkedMultiValueMap<String, String> fields = new LinkedMultiValueMap<>();

    @Test
    void servicesShouldKeepTheirOrderAndTakeTheirVersions() {
        fields.add("service", "worker");
        fields.add("service", "web");
        fields.add("version.web", "1.1.0");
        fields.add("version.worker", " ");
        fields.add("version.other", "9");

        assertThat(DeployChoice.of(fields).request("demo", Actor.SYSTEM).services())
                .containsExactly(
                        new JobRequest.ServiceVersion("worker", null), new JobRequest.ServiceVersion("web", "1.1.0"));
    }

    @Test
    void aPersonShouldBeAskedUnlessSaidOtherwise() {
        assertThat(DeployChoice.of(fields).request("demo", Actor.SYSTEM).onFailure())
                .isEqualTo(OnFailure.ASK);

        fields.add("onFailure", "fail");
        assertThat(DeployChoice.of(fields).request("demo", Actor.SYSTEM).onFailure())
                .isEqualTo(OnFailure.FAIL);
    }

    @Test
    void theKeyOfTheDialogShouldReachTheJob() {
        fields.add("idempotencyKey", "k1");

        assertThat(DeployChoice.of(fields).request("demo", Actor.SYSTEM).idempotencyKey())
                .isEqualTo("k1");
    }
}
