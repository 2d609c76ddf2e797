package dev.slipway.notification.message;

import dev.slipway.approval.Approval;
import dev.slipway.approval.Approvals;
import dev.slipway.job.Jobs;
import dev.slipway.notification.Kind;
import dev.slipway.notification.Notice;
import dev.slipway.notification.Recorded;
import dev.slipway.notification.Severity;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is said about approvals. A round is one thread, whose link leads straight to the decision; reminders stand alone. */
@Component
class ApprovalMessages {

    private final Jobs jobs;
    private final Approvals approvals;
    private final Links links;

    ApprovalMessages(Jobs jobs, Approvals approvals, Links links) {
        this.jobs = jobs;
        this.approvals = approvals;
        this.links = links;
    }

    Mono<Notice> of(Recorded recorded) {
        var project = recorded.what().project();
        var number = recorded.job();
        var kind = kind(recorded);
        if (project == null || number.isEmpty() || kind == null) {
            return Mono.empty();
        }
        var round = recorded.what().after().path("round").asInt(0);
        return jobs.find(project, number.getAsLong())
                .flatMapMany(job -> approvals.rounds(job.id()))
                .filter(approval -> approval.round() == round)
                .next()
                // What was overtaken is not asked for any more.
                .filter(approval -> kind != Kind.APPROVAL_ASKED && kind != Kind.APPROVAL_REMINDER
                        || approval.state().undecided())
                .map(approval -> notice(recorded, kind, approval));
    }

    private static @Nullable Kind kind(Recorded recorded) {
        var granted = recorded.what().after().path("state").asString("").equals("APPROVED");
        return switch (recorded.action()) {
            case "approval.ask" -> Kind.APPROVAL_ASKED;
            case "approval.remind" -> Kind.APPROVAL_REMINDER;
            case "approval.approve" -> granted ? Kind.APPROVAL_GRANTED : null;
            case "approval.reject", "approval.expired" -> Kind.APPROVAL_REJECTED;
            case "approval.void" -> Kind.APPROVAL_VOID;
            default -> null;
        };
    }

    private Notice notice(Recorded recorded, Kind kind, Approval approval) {
        var subject = approval.subject();
        var thread = kind == Kind.APPROVAL_REMINDER ? recorded.message() : "approval/" + approval.id();
        var asks = kind == Kind.APPROVAL_ASKED || kind == Kind.APPROVAL_REMINDER;
        return new Notice(
                recorded.message(),
                kind,
                severity(kind),
                new Notice.About(subject.project(), subject.environment(), thread),
                new Notice.Words(
                        title(kind, recorded) + ": " + subject.title(),
                        text(recorded, approval, asks),
                        facts(approval),
                        links.to("/inbox/" + approval.id(), asks ? "Approve or reject" : "Open the approval")),
                recorded.at());
    }

    private static Severity severity(Kind kind) {
        return switch (kind) {
            case APPROVAL_GRANTED -> Severity.INFO;
            default -> Severity.WARNING;
        };
    }

    private static String title(Kind kind, Recorded recorded) {
        return switch (kind) {
            case APPROVAL_ASKED -> "Approval asked for";
            case APPROVAL_REMINDER -> "Still waits for approval";
            case APPROVAL_GRANTED -> "Approved";
            case APPROVAL_VOID -> "Approval void";
            default ->
                recorded.action().equals("approval.expired")
                        ? "Nobody approved in time"
                        : "Rejected by " + recorded.actor();
        };
    }

    private static String text(Recorded recorded, Approval approval, boolean asks) {
        if (asks) {
            var rule = approval.ask().rule();
            return rule.required() + (rule.required() == 1 ? " approval is" : " approvals are") + " needed by "
                    + approval.ask().decideBy() + ".";
        }
        var reason = recorded.what().reason();
        return reason == null ? "" : reason;
    }

    private static ArrayList<Notice.Fact> facts(Approval approval) {
        var facts = new ArrayList<Notice.Fact>();
        facts.add(new Notice.Fact("Project", approval.subject().project()));
        facts.add(new Notice.Fact("Environment", approval.subject().environment()));
        facts.add(new Notice.Fact("Asked for by", approval.ask().requester().name()));
        facts.add(new Notice.Fact("What is signed", approval.effect().hash().substring(0, 19)));
        return facts;
    }
}
