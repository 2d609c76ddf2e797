package dev.slipway.fuzz;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.identity.Account;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two projects with something of each kind in them: one that people are let into, and one whose every text carries {@link
 * #MARK}, which nobody may ever read who is let into the first alone.
 */
final class Ground {

    static final String OWN = "fuzz-own";
    static final String OTHER = "fuzz-other";
    static final String MARK = "zqxmark";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final TestPeople people;
    private final WebTestClient administrator;
    private final Map<String, List<String>> known = new TreeMap<>();

    Ground(TestPeople people, Definitions definitions) {
        this.people = people;
        administrator = people.as(Role.ADMINISTRATOR);
        post("/api/v1/groups", Map.of("key", "fuzz-group", "title", "Fuzz"));
        for (var project : List.of(OWN, OTHER)) {
            definitions
                    .save(DefinitionEdit.ofNew(project, definition(project)), people.actor(Role.ADMINISTRATOR))
                    .block();
            fill(project);
        }
        know("project", OWN, OWN, OTHER);
        know("projects", OWN, OTHER);
        know("environment", "dev", "prod");
        know("service", "web");
        know("services/service", "web");
        know("environments/environment", "dev", "prod");
        know("version", "1.0.0", "1.1.0");
        know("pipeline", "ask", "pause");
        know("pipelines/key", "ask", "pause");
        know("from", "dev", "2026-11-27T16:00");
        know("to", "prod", "dev");
        know("kind", "archive", "image", "deny", "allow", "webhook", "slack");
        know("role", "operator", "viewer", "OPERATOR", "fuzz-role");
        know("groups/group", "fuzz-group", "fuzz-none");
        know("roles/role", "fuzz-role", "fuzz-none");
        know("key", "fuzz-group", "fuzz-" + MARK.length());
        know("step", "ask", "deploy");
        know("steps/step", "ask", "pause");
        know("choice", "retry", "approve", "reject", "yes", "no");
        know("reason", "because");
        know("confirm", "no", OTHER + OWN);
        know("lasts", "4h", "PT1M");
        know("gates", "approval", "freeze");
        know("address", "https://hooks.example.org/slipway", "http://127.0.0.1:1/");
        know("Idempotency-Key", "k1", "k2", "k3");
    }

    /** One by the role they have in {@link #OWN}, with a bearer token each; nobody has none. */
    Map<String, String> tokens() {
        var tokens = new LinkedHashMap<String, String>();
        everybody().forEach((who, account) -> tokens.put(who, people.token(account)));
        return tokens;
    }

    /** One by the role they have in {@link #OWN}, and one who may everything everywhere. */
    Map<String, Account> everybody() {
        var everybody = new LinkedHashMap<String, Account>();
        for (var role : Role.values()) {
            var somebody = people.stranger();
            post("/api/v1/grants", Map.of("person", somebody.userName(), "role", role.word(), "project", OWN));
            everybody.put(role.word(), somebody);
        }
        everybody.put("administrator of everything", people.person(Role.ADMINISTRATOR));
        return everybody;
    }

    Map<String, List<String>> known() {
        return known;
    }

    /** What the administrator reads in the other project: if the mark were in none of it, its absence would prove nothing. */
    String readOfOther(String path) {
        var body = administrator.get().uri(path).exchange().returnResult(String.class);
        return String.join(
                "", body.getResponseBody().collectList().blockOptional().orElse(List.of()));
    }

    private void know(String name, String... values) {
        known.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(List.of(values));
    }

    private static String definition(String project) {
        var mark = project.equals(OTHER) ? MARK : "own";
        return """
            project: %1$s
            title: Title %2$s
            variables: {PLAIN: "value %2$s", HIDDEN: {secret: "env:SECRET_%2$s"}}
            environments:
              dev: {title: "Dev %2$s"}
              prod:
                promotesFrom: [dev]
                protection: {approval: {required: 1, groups: [fuzz-group]}}
            services:
              web: {title: "Web %2$s", owner: "team %2$s", repository: "https://git.example.org/%2$s"}
            pipelines:
              pause:
                title: "Pause %2$s"
                steps:
                  - {name: pause, kind: wait, settings: {for: 50ms}}
              ask:
                steps:
                  - {name: ask, kind: manual, settings: {question: "Good %2$s?"}}
            """.formatted(project, mark);
    }

    private void fill(String project) {
        var mark = project.equals(OTHER) ? MARK : "own";
        var in = "/api/v1/projects/" + project;
        for (var version : List.of("1.0.0", "1.1.0")) {
            post(
                    in + "/releases",
                    Map.of(
                            "service",
                            "web",
                            "version",
                            version,
                            "commit",
                            "4f1c2ab9",
                            "notes",
                            "Notes " + mark,
                            "labels",
                            Map.of("label", mark),
                            "artifacts",
                            List.of(Map.of(
                                    "name",
                                    "app",
                                    "kind",
                                    "image",
                                    "location",
                                    "registry.example.org/" + mark + "/web",
                                    "digest",
                                    "sha256:" + "ab".repeat(32)))));
        }
        var asked = job(in, "dev", mark);
        know("jobs/id", asked.path("id").asString());
        know("jobs/number", asked.path("number").asString());
        var waiting = job(in, "prod", mark);
        know("jobs/id", waiting.path("id").asString());
        know("reviews/id", "1", "2");
        know("approvals/id", "1", "2");
        know("promotions/number", "1");
        know("versions/version", "1");
        know("releases/version", "1.0.0", "1.1.0");
        var hold = Map.of("environment", "dev", "service", "web", "lasts", "4h", "reason", "Held " + mark);
        know("locks/id", post(in + "/locks", hold).path("id").asString());
        know("freezes/id", freeze(project, mark).path("id").asString());
        know("trust-rules/id", trust(in, mark).path("id").asString());
        var channel = post(
                        in + "/notifications/channels",
                        Map.of(
                                "name",
                                "channel " + mark,
                                "kind",
                                "webhook",
                                "address",
                                "https://hooks.example.org/" + mark,
                                "secret",
                                "env:KEY_" + mark))
                .path("id")
                .asString();
        know("channels/id", channel);
        var route = post(
                in + "/notifications/channels/" + channel + "/routes",
                Map.of("project", project, "severity", "warning", "kinds", List.of()));
        know("routes/route", route.path("id").asString());
        know("deliveries/delivery", "1", "2");
        know("alerts/id", "1", "2");
        var somebody = people.stranger();
        know("userName", somebody.userName());
        know("members/userName", somebody.userName());
        know("people/userName", somebody.userName());
        know(
                "grants/id",
                post("/api/v1/grants", Map.of("person", somebody.userName(), "role", "viewer", "project", project))
                        .path("id")
                        .asString());
        know("tokens/id", "t1");
        know("delegations/id", "1");
    }

    private JsonNode job(String in, String environment, String mark) {
        return post(in + "/jobs", Map.of("pipeline", "ask", "environment", environment, "note", "Note " + mark));
    }

    private JsonNode freeze(String project, String mark) {
        return post(
                "/api/v1/freezes",
                Map.of(
                        "title",
                        "Freeze " + mark,
                        "kind",
                        "deny",
                        "project",
                        project,
                        "from",
                        "2030-11-27T16:00",
                        "until",
                        "2030-11-30T08:00",
                        "zone",
                        "Europe/Berlin",
                        "reason",
                        "Reason " + mark));
    }

    private JsonNode trust(String in, String mark) {
        return post(
                in + "/trust-rules",
                Map.of(
                        "title",
                        "Rule " + mark,
                        "issuer",
                        "https://gitlab.example.org",
                        "audience",
                        "https://deploy.example.org",
                        "claims",
                        Map.of("project_path", "octo/" + mark, "ref", "main"),
                        "permissions",
                        List.of("RELEASE")));
    }

    private JsonNode post(String path, Object body) {
        var answer = administrator
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(JSON.writeValueAsString(body))
                .exchange()
                .returnResult(String.class);
        var text = String.join(
                "", answer.getResponseBody().collectList().blockOptional().orElse(List.of()));
        if (answer.getStatus().isError()) {
            throw new AssertionError("POST " + path + " answered " + answer.getStatus() + ": " + text);
        }
        return text.isEmpty() ? JSON.nullNode() : JSON.readTree(text);
    }
}
