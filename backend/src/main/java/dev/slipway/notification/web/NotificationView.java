package dev.slipway.notification.web;

import dev.slipway.notification.ChannelKind;
import dev.slipway.notification.ChannelTrial;
import dev.slipway.notification.Kind;
import dev.slipway.notification.Overview;
import dev.slipway.notification.Severity;
import dev.slipway.web.Live;
import dev.slipway.web.Part;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The page of notifications, of a project and of the whole portal alike. */
@Component
class NotificationView {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final List<Kind> KINDS =
            Arrays.stream(Kind.values()).filter(kind -> kind != Kind.TEST).toList();

    private final Overview overview;
    private final Live live;

    NotificationView(Overview overview, Live live) {
        this.overview = overview;
        this.live = live;
    }

    /** @param base path of the page */
    Mono<String> page(@Nullable String project, String base, Model model) {
        return overview.of(project).map(seen -> {
            model.addAttribute("base", base);
            model.addAttribute("channels", ChannelRow.of(seen));
            model.addAttribute("deliveries", part(base, seen));
            model.addAttribute("kinds", KINDS);
            model.addAttribute("channelKinds", ChannelKind.values());
            model.addAttribute("severities", Severity.values());
            return "notification/page";
        });
    }

    Flux<ServerSentEvent<String>> live(@Nullable String project, String base, ServerWebExchange exchange) {
        var states = Flux.merge(overview.changes(), Flux.interval(Duration.ZERO, LOOK_AGAIN))
                .onBackpressureLatest()
                .concatMap(_ -> overview.of(project), 1)
                .map(seen -> List.of(part(base, seen)));
        return live.events(states, exchange);
    }

    String tested(ChannelTrial.Result result, Model model) {
        model.addAttribute("result", result);
        return "notification/tested :: tested";
    }

    private static Part part(String base, Overview.Seen seen) {
        return new Part("notification/deliveries", "deliveries", DeliveryRow.of(base, seen));
    }
}
