package dev.slipway.approval.web;

import dev.slipway.approval.Approvals;
import dev.slipway.approval.Delegations;
import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Projects;
import dev.slipway.identity.Requires;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.InvalidInput;
import dev.slipway.web.Live;
import dev.slipway.web.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What waits for whom, kept current, and who decides for those who are away. */
@Controller
@RequestMapping("/inbox")
class InboxPages {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final int DECIDED = 12;

    private final Approvals approvals;
    private final Delegations delegations;
    private final Live live;

    InboxPages(Approvals approvals, Delegations delegations, Live live) {
        this.approvals = approvals;
        this.delegations = delegations;
        this.live = live;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    Mono<String> page(Actor actor, Access access, Model model) {
        model.addAttribute("user", actor.id());
        model.addAttribute("delegations", delegations.all().collectList());
        model.addAttribute(
                "others",
                delegations
                        .takers()
                        .filter(account -> !account.userName().equals(actor.id()))
                        .collectList());
        return part(actor, access.projects()).map(part -> {
            model.addAttribute("lists", part);
            return "inbox/page";
        });
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.VIEW)
    Flux<ServerSentEvent<String>> live(Actor actor, Access access, ServerWebExchange exchange) {
        var states = Flux.merge(approvals.changes(), Flux.interval(Duration.ZERO, LOOK_AGAIN))
                .onBackpressureLatest()
                .concatMap(_ -> part(actor, access.projects()), 1)
                .map(List::of);
        return live.events(states, exchange);
    }

    private Mono<Part> part(Actor actor, Projects known) {
        return Mono.zip(
                        approvals
                                .undecided(actor)
                                .filter(seen ->
                                        known.include(seen.approval().subject().project()))
                                .collectList(),
                        approvals.decided(DECIDED, known.keysOrNull()).collectList())
                .map(both -> new Part("inbox/lists", "inbox-lists", InboxRow.lists(both.getT1(), both.getT2())));
    }

    /** What the form of somebody who goes away sends: until the end of a day in UTC. */
    record Away(
            @Nullable String to,
            @Nullable String until,
            @Nullable String note) {

        Instant end() {
            try {
                return LocalDate.parse(Objects.requireNonNullElse(until, ""))
                        .plusDays(1)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                throw new InvalidInput(
                        "Nobody was put in your place.",
                        new FieldProblem(
                                "until", "must be a day such as 2026-12-24", "Choose the last day you are away."));
            }
        }
    }

    @PostMapping("/away")
    @Requires(value = Permission.APPROVE, within = true)
    Mono<ResponseEntity<Void>> away(@ModelAttribute Away form, Actor actor, HtmxRequest htmx) {
        return Mono.defer(() -> delegations.give(
                        actor,
                        Objects.requireNonNullElse(form.to(), ""),
                        form.end(),
                        Objects.requireNonNullElse(form.note(), "")))
                .thenReturn(Next.page("/inbox", htmx));
    }

    @PostMapping("/away/{id:\\d+}/end")
    @Requires(value = Permission.APPROVE, within = true)
    Mono<ResponseEntity<Void>> back(@PathVariable long id, Actor actor, HtmxRequest htmx) {
        return delegations.end(actor, id).thenReturn(Next.page("/inbox", htmx));
    }
}
