package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Groups;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.Role;
import dev.slipway.identity.provider.Providers;
import dev.slipway.identity.provider.Rule;
import dev.slipway.identity.provider.RuleBook;
import dev.slipway.identity.provider.RulePreview;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.InvalidInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** The page on which administrators say what people of providers get, and try it. */
@Controller
@Requires(Permission.ADMINISTER)
class SignInRulePages {

    private static final String PAGE = "/people/sign-in-rules";

    private final RuleBook book;
    private final RulePreview preview;
    private final Providers providers;
    private final Groups groups;

    SignInRulePages(RuleBook book, RulePreview preview, Providers providers, Groups groups) {
        this.book = book;
        this.preview = preview;
        this.providers = providers;
        this.groups = groups;
    }

    /** What the form for a new rule sends, and the button that removes one. */
    record Form(
            @Nullable Integer version,
            @Nullable Integer index,
            @Nullable String provider,
            @Nullable String claim,
            @Nullable String value,
            @Nullable String role,
            @Nullable String group) {

        int read() {
            return version == null ? 0 : version;
        }

        Rule rule() {
            return new Rule(
                    blankToNull(provider),
                    text(claim).isEmpty() ? Rule.GROUPS : text(claim),
                    text(value),
                    named(),
                    blankToNull(group));
        }

        private @Nullable Role named() {
            var given = text(role);
            if (given.isEmpty()) {
                return null;
            }
            try {
                return Role.valueOf(given);
            } catch (IllegalArgumentException _) {
                throw new InvalidInput(
                        "The rule is not added.",
                        new FieldProblem("role", "must be a role of the portal", "Choose one of the list."));
            }
        }
    }

    /** What the form of the preview sends. */
    record Somebody(
            @Nullable String provider,
            @Nullable String groups,
            @Nullable String claim,
            @Nullable String value) {

        List<String> listed() {
            return Arrays.stream(text(groups).split("[,\\n]"))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .toList();
        }
    }

    @GetMapping(PAGE)
    Rendering show() {
        return Rendering.view("identity/sign-in-rules")
                .modelAttribute("book", book.current())
                .modelAttribute("providers", providers.all())
                .modelAttribute("groups", groups.all().collectList())
                .modelAttribute("roles", Role.values())
                .build();
    }

    @PostMapping(PAGE)
    Mono<ResponseEntity<Void>> add(@ModelAttribute Form form, Actor actor, HtmxRequest htmx) {
        return Mono.defer(() -> {
                    var rule = form.rule();
                    return change(form, actor, rules -> rules.add(rule));
                })
                .thenReturn(Done.next(PAGE, htmx));
    }

    @PostMapping(PAGE + "/remove")
    Mono<ResponseEntity<Void>> remove(@ModelAttribute Form form, Actor actor, HtmxRequest htmx) {
        return change(form, actor, rules -> {
                    var index = form.index() == null ? -1 : form.index();
                    if (index < 0 || index >= rules.size()) {
                        throw new Conflict("There is no such rule any more. Load the page again.");
                    }
                    rules.remove(index);
                })
                .thenReturn(Done.next(PAGE, htmx));
    }

    @PostMapping(PAGE + "/preview")
    Mono<Rendering> tryOut(@ModelAttribute Somebody somebody, HtmxRequest htmx) {
        var claims = text(somebody.claim()).isEmpty()
                ? Map.<String, Object>of()
                : Map.<String, Object>of(text(somebody.claim()), text(somebody.value()));
        return Mono.defer(() -> preview.of(text(somebody.provider()), somebody.listed(), claims, null))
                .map(result -> Rendering.view(
                                htmx.choose("identity/sign-in-preview :: result", "identity/sign-in-preview"))
                        .modelAttribute("result", result)
                        .build());
    }

    private Mono<RuleBook.Version> change(Form form, Actor actor, Consumer<List<Rule>> change) {
        return book.current().flatMap(current -> {
            var rules = new ArrayList<>(current.rules());
            change.accept(rules);
            return book.change(form.read(), rules, actor);
        });
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return text(value).isEmpty() ? null : text(value);
    }
}
