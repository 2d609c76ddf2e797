package dev.slipway.promotion.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.promotion.AutoPromotions;
import dev.slipway.promotion.Board;
import dev.slipway.promotion.Boards;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.Live;
import dev.slipway.web.NotFound;
import dev.slipway.web.Part;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The promotion board: a column for each environment, kept current. */
@Controller
@RequestMapping("/projects/{project}/promotions")
class BoardPages {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final Boards boards;
    private final AutoPromotions auto;
    private final Live live;

    BoardPages(Boards boards, AutoPromotions auto, Live live) {
        this.boards = boards;
        this.auto = auto;
        this.live = live;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    Mono<String> page(@PathVariable String project, Access access, Model model) {
        return board(project).map(board -> {
            model.addAttribute("board", board);
            model.addAttribute("columns", columns(board, access));
            model.addAttribute("recent", recent(board));
            return "promotion/board";
        });
    }

    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Requires(Permission.VIEW)
    Flux<ServerSentEvent<String>> live(@PathVariable String project, Access access, ServerWebExchange exchange) {
        var states = Flux.merge(boards.changes(project), Flux.interval(Duration.ZERO, LOOK_AGAIN))
                .onBackpressureLatest()
                .concatMap(_ -> board(project), 1)
                .map(board -> Stream.concat(columns(board, access).stream(), Stream.of(recent(board)))
                        .toList());
        return live.events(states, exchange);
    }

    @PostMapping("/auto/{environment}/pause")
    @Requires(Permission.DEPLOY)
    Mono<ResponseEntity<Void>> pause(
            @PathVariable String project, @PathVariable String environment, Why form, Actor actor, HtmxRequest htmx) {
        return auto.pause(project, environment, form.given(), actor).map(done -> back(project, htmx));
    }

    @PostMapping("/auto/{environment}/resume")
    @Requires(Permission.DEPLOY)
    Mono<ResponseEntity<Void>> resume(
            @PathVariable String project, @PathVariable String environment, Actor actor, HtmxRequest htmx) {
        return auto.resume(project, environment, actor).map(done -> back(project, htmx));
    }

    private static ResponseEntity<Void> back(String project, HtmxRequest htmx) {
        return Going.backTo("/projects/" + project + "/promotions", htmx);
    }

    /** The form that stops or takes back. */
    record Why(@Nullable String reason) {

        String given() {
            return reason == null || reason.isBlank() ? "no reason given" : reason.strip();
        }
    }

    private static List<Part> columns(Board board, Access access) {
        return board.columns().stream()
                .map(column -> new Part(
                        "promotion/column",
                        "column-" + column.environment().key(),
                        BoardColumn.of(board, column, access)))
                .toList();
    }

    private static Part recent(Board board) {
        return new Part(
                "promotion/recent",
                "recent-promotions",
                new Recent(
                        board.project().key(),
                        board.recent().stream().map(PromotionRow::of).toList()));
    }

    /** Promotions that are over. */
    record Recent(String project, List<PromotionRow> rows) {}

    private Mono<Board> board(String project) {
        return boards.of(project).switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project + ".")));
    }
}
