package dev.slipway.dashboard.grid.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.dashboard.grid.SavedView;
import dev.slipway.dashboard.grid.SavedViews;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.testing.PortalTest;
import dev.slipway.web.StaleWrite;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Mono;

/** A viewer keeps views and favourites; nobody else sees them. */
@PortalTest
class SavedViewPagesTest {

    private final String project = "grid-" + UUID.randomUUID().toString().substring(0, 8);
    private final TestPeople people;
    private final Definitions definitions;
    private final SavedViews views;
    private final WebTestClient viewer;

    @Autowired
    SavedViewPagesTest(TestPeople people, Definitions definitions, SavedViews views) {
        this.people = people;
        this.definitions = definitions;
        this.views = views;
        viewer = people.browser(Role.VIEWER);
    }

    @BeforeEach
    void define() {
        var text = """
            project: %s
            environments: {dev: {}, prod: {promotesFrom: [dev]}}
            services:
              web:
                owner: front
                placements:
                  dev: {target: process, settings: {command: [sleep, "1"], ports: 20000-20001}}
                  prod: {target: process, settings: {command: [sleep, "1"], ports: 20002-20003}}
            """.formatted(project);
        definitions
                .save(DefinitionEdit.ofNew(project, text), people.actor(Role.ADMINISTRATOR))
                .block();
    }

    @Test
    void aKeptViewShouldBeFoundAgain() {
        post("/grid/views", "name", "Mine", "address", "project=" + project + "&group=team&nonsense=1")
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/grid?project=" + project + "&group=team");

        assertThat(page("/grid?group=project")).contains("Mine", "project=" + project + "&amp;group=team");
        assertThat(text(people.browser(Role.OPERATOR).get().uri("/grid").exchange()))
                .doesNotContain("project=" + project + "&amp;group=team");
    }

    @Test
    void theGridShouldBeginWithTheViewThatWasChosen() {
        post("/grid/views", "name", "Start " + project, "address", "project=" + project, "first", "on");

        viewer.get()
                .uri("/grid")
                .exchange()
                .expectStatus()
                .is3xxRedirection()
                .expectHeader()
                .location("/grid?project=" + project);
    }

    @Test
    void aFavouriteShouldBeMarkedUntilItIsNoneAnyMore() {
        var one = project + "/web";
        post("/grid/favourites", "listed", one, "service", one, "address", "project=" + project);
        assertThat(page("/grid?starred=on")).contains("t_" + project + "_dev_web", "favourite\" title");

        post("/grid/favourites", "listed", one, "address", "project=" + project);
        assertThat(page("/grid?starred=on")).doesNotContain("t_" + project + "_dev_web");
    }

    @Test
    void aViewWithoutANameShouldBeRefused() {
        assertThat(text(post("/grid/views", "name", " ", "address", "")
                        .expectStatus()
                        .isEqualTo(422)))
                .contains("Name what it shows");
    }

    @Test
    void aViewThatWasChangedMeanwhileShouldNotBeOverwritten() {
        var view = Objects.requireNonNull(
                views.save("nobody-" + project, "One", "group=team", false).block());
        var changed = Objects.requireNonNull(views.beginWith("nobody-" + project, view.id(), true, view.version())
                .block());

        assertThat(changed).returns(true, SavedView::first).returns(view.version() + 1, SavedView::version);
        assertThat(views.beginWith("nobody-" + project, view.id(), false, view.version())
                        .map(_ -> "changed")
                        .onErrorResume(StaleWrite.class, _ -> Mono.just("stale"))
                        .block())
                .isEqualTo("stale");
    }

    @Test
    void onlyOneViewShouldBeTheFirst() {
        views.save("first-" + project, "One", "group=team", true).block();
        views.save("first-" + project, "Two", "group=environment", true).block();

        assertThat(Objects.requireNonNull(
                        views.of("first-" + project).collectList().block(), "views"))
                .filteredOn(SavedView::first)
                .extracting(SavedView::name)
                .isEqualTo(List.of("Two"));
    }

    @Test
    void theWallShouldHaveNoNavigation() {
        assertThat(page("/wall?project=" + project))
                .contains("t_" + project + "_dev_web", "id=\"clock\"")
                .doesNotContain("<nav");
    }

    private String page(String path) {
        return text(viewer.get().uri(path).exchange().expectStatus().isOk());
    }

    private WebTestClient.ResponseSpec post(String path, String... form) {
        var fields = new LinkedMultiValueMap<String, String>();
        for (var i = 0; i < form.length; i += 2) {
            fields.add(form[i], form[i + 1]);
        }
        return viewer.post().uri(path).body(BodyInserters.fromFormData(fields)).exchange();
    }

    private static String text(WebTestClient.ResponseSpec answer) {
        return Objects.requireNonNullElse(
                answer.expectBody(String.class).returnResult().getResponseBody(), "");
    }
}
