package dev.slipway.notification.message;

import dev.slipway.job.Job;
import dev.slipway.job.JobVerdict;
import dev.slipway.job.Jobs;
import dev.slipway.notification.Kind;
import dev.slipway.notification.Notice;
import dev.slipway.notification.Recorded;
import dev.slipway.notification.Severity;
import dev.slipway.target.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is said about jobs. All of one job is one thread, but what must not be overlooked is a message of its own. */
@Component
class JobMessages {

    private final Jobs jobs;
    private final Links links;

    JobMessages(Jobs jobs, Links links) {
        this.jobs = jobs;
        this.links = links;
    }

    Mono<Notice> of(Recorded recorded) {
        var project = recorded.what().project();
        var number = recorded.job();
        return project == null || number.isEmpty()
                ? Mono.empty()
                : jobs.find(project, number.getAsLong()).flatMap(job -> Mono.justOrEmpty(of(recorded, job)));
    }

    private Optional<Notice> of(Recorded recorded, Job job) {
        var reason = recorded.what().reason();
        return switch (recorded.action()) {
            case "job.start" -> Optional.of(told(recorded, job, Kind.JOB_REQUESTED, Severity.INFO, reason));
            case "job.begin" -> Optional.of(told(recorded, job, Kind.JOB_STARTED, Severity.INFO, null));
            case "job.ask" -> Optional.of(told(recorded, job, Kind.JOB_QUESTION, Severity.WARNING, reason));
            case "job.end" -> Optional.ofNullable(job.status().verdict()).map(verdict -> ended(recorded, job, verdict));
            case "glass.break" -> Optional.of(glass(recorded, job));
            case "glass.review" ->
                Optional.of(alone(recorded, job, Kind.GLASS_REVIEWED, Severity.INFO, "Broken glass reviewed", "glass"));
            case "freeze.override" ->
                Optional.of(alone(recorded, job, Kind.FREEZE_OVERRIDDEN, Severity.WARNING, "Freeze overridden", null));
            default -> Optional.empty();
        };
    }

    private Notice told(Recorded recorded, Job job, Kind kind, Severity severity, @Nullable String text) {
        var state = switch (kind) {
            case JOB_QUESTION -> "Waits for an answer";
            case JOB_STARTED -> "Started";
            default -> "Asked for";
        };
        return notice(
                recorded,
                job,
                new Head(kind, severity, state + ": " + job.order().title(), text),
                "job");
    }

    private Notice ended(Recorded recorded, Job job, JobVerdict verdict) {
        var severity = switch (verdict.outcome()) {
            case SUCCEEDED, CANCELLED -> Severity.INFO;
            case ROLLED_BACK -> Severity.WARNING;
            case FAILED, UNKNOWN -> Severity.CRITICAL;
        };
        var title = word(verdict.outcome()) + ": " + job.order().title();
        return notice(recorded, job, new Head(Kind.JOB_ENDED, severity, title, verdict.reason()), "job");
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> "Succeeded";
            case ROLLED_BACK -> "Rolled back";
            case FAILED -> "Failed";
            case CANCELLED -> "Cancelled";
            case UNKNOWN -> "Unknown how it ended";
        };
    }

    private Notice glass(Recorded recorded, Job job) {
        var gates = new ArrayList<String>();
        recorded.what().after().path("skipped").forEach(gate -> gates.add(gate.asString("")));
        var title = recorded.actor() + " broke the glass: " + job.order().title();
        var text = "Past " + String.join(", ", gates) + ". " + recorded.what().reason();
        var about = new Notice.About(job.project(), job.order().environment(), recorded.message());
        return new Notice(
                recorded.message(),
                Kind.GLASS_BROKEN,
                Severity.CRITICAL,
                about,
                new Notice.Words(title, text, facts(job), links.to("/reviews", "Review it")),
                recorded.at());
    }

    /** @param what the thread it stands in; null for one of its own */
    private Notice alone(
            Recorded recorded, Job job, Kind kind, Severity severity, String what, @Nullable String thread) {
        var title = what + " by " + recorded.actor() + ": " + job.order().title();
        var text = recorded.what().reason();
        return notice(
                recorded, job, new Head(kind, severity, title, text), thread == null ? recorded.message() : thread);
    }

    private record Head(
            Kind kind,
            Severity severity,
            String title,
            @Nullable String text) {}

    private Notice notice(Recorded recorded, Job job, Head head, String thread) {
        var about = new Notice.About(job.project(), job.order().environment(), thread + "/" + job.id());
        var text = head.text() == null ? "" : head.text();
        var page = links.to("/projects/" + job.project() + "/jobs/" + job.number(), "Open job #" + job.number());
        return new Notice(
                recorded.message(),
                head.kind(),
                head.severity(),
                about,
                new Notice.Words(head.title(), text, facts(job), page),
                recorded.at());
    }

    private static List<Notice.Fact> facts(Job job) {
        var order = job.order();
        var facts = new ArrayList<Notice.Fact>();
        facts.add(new Notice.Fact("Project", job.project()));
        facts.add(new Notice.Fact("Environment", order.environment()));
        facts.add(new Notice.Fact("Asked for by", order.requestedBy().name()));
        if (order.dryRun()) {
            facts.add(new Notice.Fact("Dry run", "yes"));
        }
        var verdict = job.status().verdict();
        if (verdict != null) {
            facts.add(new Notice.Fact(
                    "Verdict", verdict.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        return facts;
    }
}
