package dev.slipway.job.web;

import dev.slipway.identity.Access;
import dev.slipway.job.JobDetail;
import dev.slipway.web.Part;
import java.time.Instant;
import java.util.List;

/** The parts of a job's page, in the order of the page. */
record JobParts(Part head, Part banner, Part gates, Part questions, Part steps, Part facts, Part failure) {

    static JobParts of(JobDetail detail, Access access, Instant now) {
        var job = detail.job();
        return new JobParts(
                new Part("job/head", "job-head", JobHead.of(job, access)),
                new Part("job/banner", "job-banner", JobBanner.of(detail, now)),
                new Part("job/gates", "job-gates", JobGatesView.of(job, access)),
                new Part("job/questions", "job-questions", JobQuestion.of(job, access)),
                new Part("job/steps", "job-steps", JobStepRow.of(detail)),
                new Part("job/facts", "job-facts", JobFacts.of(detail)),
                new Part("job/failure", "job-failure", JobFailure.of(job, access)));
    }

    List<Part> all() {
        return List.of(head, banner, gates, questions, steps, facts, failure);
    }
}
