package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.PortalTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

@PortalTest
class GroupsTest {

    private final TestPeople people;

    @Autowired
    GroupsTest(TestPeople people) {
        this.people = people;
    }

    @Test
    void anAdministratorShouldMakeAGroupAndSayWhoBelongsToIt() {
        var admin = people.browser(Role.ADMINISTRATOR);
        var grace = people.person(Role.APPROVER);
        post(admin, "/groups", BodyInserters.fromFormData("key", "Crew").with("title", "The crew"));
        post(admin, "/groups/crew/members", BodyInserters.fromFormData("userName", grace.userName()));

        assertThat(people.as(Role.VIEWER)
                        .get()
                        .uri("/api/v1/groups")
                        .exchange()
                        .expectBodyList(Group.class)
                        .returnResult()
                        .getResponseBody())
                .anySatisfy(group -> {
                    assertThat(group.key()).isEqualTo("crew");
                    assertThat(group.has(grace.userName())).isTrue();
                });
        assertThat(page(admin, "/groups")).contains("The crew").contains(grace.name());

        post(admin, "/groups/crew/members/" + grace.userName() + "/remove", BodyInserters.fromFormData("a", "b"));
        assertThat(page(admin, "/groups")).contains("Nobody yet");
        post(admin, "/groups/crew/remove", BodyInserters.fromFormData("a", "b"));
        assertThat(page(admin, "/audit?action=group"))
                .contains("group.add", "group.join", "group.leave", "group.remove");
    }

    @Test
    void aGroupThatIsThereShouldNotBeMadeAgain() {
        var admin = people.as(Role.ADMINISTRATOR);
        var wish = "{\"key\": \"twice\", \"title\": \"Twice\"}";
        assertThat(create(admin, wish)).isEqualTo(201);
        assertThat(create(admin, wish)).isEqualTo(409);
        assertThat(create(admin, "{\"key\": \"Not so!\"}")).isEqualTo(422);
        assertThat(admin.put()
                        .uri("/api/v1/groups/twice/members/nobody")
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .value())
                .isEqualTo(422);
    }

    private static int create(WebTestClient client, String wish) {
        return client.post()
                .uri("/api/v1/groups")
                .header("Content-Type", "application/json")
                .bodyValue(wish)
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    private static void post(WebTestClient client, String path, BodyInserters.FormInserter<String> form) {
        client.post().uri(path).body(form).exchange().expectStatus().isSeeOther();
    }

    private static String page(WebTestClient client, String path) {
        return String.valueOf(client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
