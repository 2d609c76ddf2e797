package dev.slipway.approval;

import dev.slipway.catalog.Protection;
import dev.slipway.job.spi.Gate.Opening;
import dev.slipway.job.spi.Gate.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides whether a job may start with what it would do now. Pure: who calls it locks, reads and writes. */
final class Judge {

    static final String GATE = "approval";

    private Judge() {}

    /**
     * A job that wants to start.
     *
     * @param effect what it would do now, from what it really goes by
     * @param defined what it would do if it were asked for now; differs when the definition was changed since
     * @param decideWithin how long people have to decide
     */
    record Case(
            Approval.Subject subject,
            Ask ask,
            Effect effect,
            Effect defined,
            Electorate electorate,
            Instant now,
            Duration decideWithin) {}

    /** @param last the job's latest round; null when there is none */
    static Judgement start(@Nullable Approval last, Case asked) {
        if (last != null && !last.state().open()) {
            return switch (last.state()) {
                case REJECTED, EXPIRED -> refused(last);
                default -> fresh(last.round() + 1, asked);
            };
        }
        if (last == null) {
            return fresh(1, asked);
        }
        if (!asked.effect().runs().equals(asked.defined().runs())) {
            return outdated(last, asked);
        }
        if (!last.effect().hash().equals(asked.effect().hash())) {
            return changed(last, asked);
        }
        return count(last.asking(last.ask().by(asked.ask().rule())), last, asked);
    }

    private static Judgement fresh(int round, Case asked) {
        if (!asked.effect().runs().equals(asked.defined().runs())) {
            return new Judgement(refuse(asked.ask(), OUTDATED), List.of());
        }
        var begun = Approval.begin(asked.subject(), round, asked.ask(), asked.effect());
        var tally = Tally.of(begun.ask(), begun.votes(), asked.electorate(), asked.now());
        return new Judgement(closed(begun, tally, asked), List.of(begun));
    }

    private static final String OUTDATED =
            "The definition was changed after this was asked for, so the job would not run what is defined now."
                    + " Run it again to use the definition of now.";

    private static Judgement outdated(Approval last, Case asked) {
        var gone = last.voided(EffectChange.between(last.effect(), asked.defined()), OUTDATED, asked.now());
        return new Judgement(refuse(gone.ask(), OUTDATED), List.of(gone));
    }

    private static Judgement changed(Approval last, Case asked) {
        if (asked.effect().untold() > last.effect().untold()) {
            if (late(last, asked)) {
                return expire(last, asked);
            }
            var why = "Whether what was approved is still what would happen cannot be told now";
            return new Judgement(Standing.unknown(GATE, title(last.ask()), why), List.of());
        }
        var changes = EffectChange.between(last.effect(), asked.effect());
        var why = "What would happen has changed, so what was approved is void: " + changes.size()
                + (changes.size() == 1 ? " difference" : " differences");
        var gone = last.voided(changes, why, asked.now());
        var next = fresh(last.round() + 1, asked);
        return new Judgement(
                next.standing(),
                Stream.concat(Stream.of(gone), next.written().stream()).toList());
    }

    private static Judgement count(Approval asking, Approval last, Case asked) {
        var tally = Tally.of(asking.ask(), asking.votes(), asked.electorate(), asked.now());
        var counted = asking.counted(tally, asked.now());
        if (last.state() == ApprovalState.APPROVED && counted.state().undecided()) {
            // an approval became too old or its giver left: people get their time again
            counted = counted.asking(counted.ask().until(asked.now().plus(asked.decideWithin())));
        }
        if (late(counted, asked)) {
            return expire(counted, asked);
        }
        var written = counted.equals(last) ? List.<Approval>of() : List.of(counted);
        return new Judgement(standing(counted, tally, asked), written);
    }

    private static boolean late(Approval approval, Case asked) {
        return approval.state().undecided()
                && !asked.now().isBefore(approval.ask().decideBy());
    }

    private static Judgement expire(Approval approval, Case asked) {
        var tally = Tally.of(approval.ask(), approval.votes(), asked.electorate(), asked.now());
        var expired = approval.after(ApprovalEvent.EXPIRE, "Nobody decided in time: " + tally.told(), asked.now());
        return new Judgement(refuse(expired.ask(), reason(expired)), List.of(expired));
    }

    private static Standing standing(Approval approval, Tally tally, Case asked) {
        return approval.state() == ApprovalState.APPROVED ? open(approval, tally) : closed(approval, tally, asked);
    }

    /** How it stands before a step of a job that runs already: what was approved is what runs. */
    static Judgement step(@Nullable Approval last, Effect order, Protection.Approval rule, Instant now) {
        if (last == null) {
            return new Judgement(
                    Standing.open(GATE, title(rule), "The job started before the environment asked for approval"),
                    List.of());
        }
        if (last.state() != ApprovalState.APPROVED && last.state() != ApprovalState.USED) {
            var why = last.state().undecided() ? "It was not approved" : reason(last);
            return new Judgement(refuse(last.ask(), why), List.of());
        }
        if (!last.effect().runs().equals(order.runs())) {
            return new Judgement(refuse(last.ask(), "What runs is not what was approved"), List.of());
        }
        var used = last.after(ApprovalEvent.START, null, now);
        return new Judgement(
                Standing.open(GATE, title(last.ask()), "It runs what was approved"),
                used.equals(last) ? List.of() : List.of(used));
    }

    /** How it stands, for somebody who looks; what would happen is not found out again. */
    static Standing look(@Nullable Approval last, Protection.Approval rule, Electorate electorate, Instant now) {
        if (last == null) {
            return Standing.closed(GATE, title(rule), "Nobody was asked yet", Opening.by(who(rule), null));
        }
        var ask = last.ask().by(rule);
        var tally = Tally.of(ask, last.votes(), electorate, now);
        return switch (last.state()) {
            case USED -> Standing.open(GATE, title(rule), "It runs what was approved");
            case APPROVED -> tally.event() == ApprovalEvent.QUORUM ? open(last, tally) : closed(last, tally);
            case PENDING, CHANGES_REQUESTED, VOID -> closed(last, tally);
            case REJECTED, EXPIRED, WITHDRAWN -> refuse(ask, reason(last));
        };
    }

    private static Standing open(Approval approval, Tally tally) {
        var names = String.join(
                ", ", tally.approvals().stream().map(v -> v.by().name()).toList());
        return Standing.open(GATE, title(approval.ask()), "Approved by " + names);
    }

    private static Standing closed(Approval approval, Tally tally, Case asked) {
        var standing = closed(approval, tally);
        var eligible = asked.electorate().eligible(approval.ask());
        return eligible >= approval.ask().rule().required()
                ? standing
                : Standing.closed(
                        standing.gate(),
                        standing.title(),
                        standing.reason() + ". Only " + eligible
                                + " may approve, so it cannot be met until "
                                + more(approval.ask().rule()),
                        standing.opening());
    }

    private static String more(Protection.Approval rule) {
        return rule.groups().isEmpty()
                ? "more people get the permission APPROVE"
                : "somebody joins " + String.join(", ", rule.groups());
    }

    private static Standing closed(Approval approval, Tally tally) {
        var why = approval.state() == ApprovalState.CHANGES_REQUESTED
                ? reason(approval)
                : approval.round() > 1 && tally.approvals().isEmpty()
                        ? "What would happen has changed, so it must be approved again: " + tally.told()
                        : "Waits for approval: " + tally.told();
        return Standing.closed(
                GATE, title(approval.ask()), why, Opening.by(who(approval.ask().rule()), page(approval)));
    }

    /** Where people decide about it; the list while it is not stored. */
    static String page(Approval approval) {
        return approval.id() == 0 ? "/inbox" : "/inbox/" + approval.id();
    }

    private static Judgement refused(Approval last) {
        return new Judgement(refuse(last.ask(), reason(last)), List.of());
    }

    private static Standing refuse(Ask ask, String why) {
        return Standing.refused(GATE, title(ask), why);
    }

    private static String reason(Approval approval) {
        return Objects.requireNonNullElse(
                approval.course().reason(),
                "The approval is " + approval.state().name().toLowerCase(java.util.Locale.ROOT));
    }

    private static String title(Ask ask) {
        return title(ask.rule());
    }

    static String title(Protection.Approval rule) {
        return "Approval by " + who(rule);
    }

    private static String who(Protection.Approval rule) {
        var groups = rule.groups().isEmpty() ? "" : " of " + String.join(", ", rule.groups());
        var people = rule.groups().isEmpty() ? (rule.required() == 1 ? " person" : " people") : "";
        var mandatory = rule.mandatory().isEmpty() ? "" : ", among them " + String.join(" and ", rule.mandatory());
        return rule.required() + people + groups + mandatory;
    }
}
