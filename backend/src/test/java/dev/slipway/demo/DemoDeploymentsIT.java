package dev.slipway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.audit.Actor;
import dev.slipway.job.Job;
import dev.slipway.job.JobControl;
import dev.slipway.job.JobRequest;
import dev.slipway.job.JobRequest.ServiceVersion;
import dev.slipway.job.JobVerdict;
import dev.slipway.job.Jobs;
import dev.slipway.job.OnFailure;
import dev.slipway.logstream.LogFilter;
import dev.slipway.logstream.LogLine;
import dev.slipway.logstream.LogStreams;
import dev.slipway.target.Outcome;
import dev.slipway.testing.Await;
import dev.slipway.testing.DemoPortalTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** The demo's five releases, deployed one after the other, each with the verdict that is true of it. */
@DemoPortalTest
class DemoDeploymentsIT {

    private static final Actor OPERATOR = new Actor(Actor.Kind.PERSON, "dana", "Dana");

    @Autowired
    private JobControl control;

    @Autowired
    private Jobs jobs;

    @Autowired
    private LogStreams logs;

    @AfterAll
    static void endWhatWasDeployed(@Value("${slipway.data-dir}") String folder) {
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void fiveReleasesShouldGetFiveRightVerdicts() {
        assertThat(deploy("1.0.0")).satisfies(job -> succeeded(job, "1.0.0"));
        assertThat(deploy("1.1.0")).satisfies(job -> succeeded(job, "1.1.0"));
        assertThat(deploy("1.2.0"))
                .satisfies(job -> rolledBackTo(job, "1.1.0"))
                .satisfies(job -> assertThat(log(job)).contains("configuration key TIDE_API_KEY is not set"));
        assertThat(deploy("1.3.0")).satisfies(job -> rolledBackTo(job, "1.1.0"));
        assertThat(deploy("1.4.0")).satisfies(job -> succeeded(job, "1.4.0"));
    }

    private static void succeeded(Job job, String version) {
        assertThat(verdict(job).outcome()).as(verdict(job).reason()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(verdict(job).services().get("web"))
                .satisfies(web -> assertThat(web.proof().version()).isEqualTo(version))
                .satisfies(web -> assertThat(web.proof().instances()).hasSize(1));
    }

    private static void rolledBackTo(Job job, String version) {
        assertThat(verdict(job).outcome()).as(verdict(job).reason()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(verdict(job).services().get("web"))
                .satisfies(web -> assertThat(web.proof().version()).isEqualTo(version));
    }

    private static JobVerdict verdict(Job job) {
        var verdict = job.status().verdict();
        if (verdict == null) {
            throw new AssertionError("Job #" + job.number() + " ended without a verdict");
        }
        return verdict;
    }

    private Job deploy(String version) {
        var asked = control.start(new JobRequest(
                        "demo",
                        "deploy",
                        "dev",
                        List.of(new ServiceVersion("web", version)),
                        false,
                        OnFailure.FAIL,
                        "deploy-" + version,
                        null,
                        OPERATOR))
                .blockOptional()
                .orElseThrow();
        Await.until(
                "job for " + version + " is over",
                Duration.ofMinutes(4),
                () -> job(asked.id()).over());
        return job(asked.id());
    }

    private Job job(long id) {
        return jobs.find(id).blockOptional().orElseThrow();
    }

    private String log(Job job) {
        return logs.read(job.id(), 0, LogFilter.ALL)
                .map(LogLine::text)
                .collect(Collectors.joining("\n"))
                .blockOptional()
                .orElse("");
    }
}
