package dev.slipway.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approval.RealStory.Act;
import dev.slipway.approval.RealStory.People;
import dev.slipway.audit.Actor;
import dev.slipway.identity.Role;
import dev.slipway.identity.TestPeople;
import dev.slipway.promotion.PromotionShop;
import dev.slipway.testing.PortalTest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * Random interleavings at two real portals on one database: what {@link ApprovalStoryTest} tries on a model 20,000 times, a
 * few times with everything that is between the model and the world.
 */
@PortalTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealStoriesTest {

    private static final int STORIES = 20;

    private final ConfigurableApplicationContext context;
    private final DatabaseClient database;
    private final TestPeople persons;
    private Replicas replicas;

    @Autowired
    RealStoriesTest(ConfigurableApplicationContext context, DatabaseClient database, TestPeople persons) {
        this.context = context;
        this.database = database;
        this.persons = persons;
    }

    @BeforeAll
    void second() {
        replicas = Replicas.beside(context);
    }

    @AfterAll
    void end() {
        replicas.close();
    }

    static Stream<Long> seeds() {
        return new Random(4).longs(STORIES).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void storyShouldNeverEndBadly(long seed) throws Exception {
        var random = new Random(seed);
        var lanes = IntStream.range(0, 2)
                .mapToObj(_ -> random.ints(3 + random.nextInt(6), 0, Act.WEIGHTED.size())
                        .mapToObj(Act.WEIGHTED::get)
                        .toList())
                .toList();

        tell(lanes);
    }

    /** The stories are not vacuous: one in which people do what they should gets its release out. */
    @Test
    void goodStoryShouldShip() throws Exception {
        assertThat(tell(List.of(List.of(Act.ADA_APPROVES), List.of(Act.BOB_APPROVES))))
                .isEqualTo(1);
    }

    private int tell(List<List<Act>> lanes) throws Exception {
        var shop = new PromotionShop();
        context.getAutowireCapableBeanFactory().autowireBean(shop);
        var story = new RealStory(shop, replicas, database, people());
        story.begin();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = IntStream.range(0, lanes.size())
                    .<Future<?>>mapToObj(lane ->
                            threads.submit(() -> lanes.get(lane).forEach(act -> story.act(act, lane))))
                    .toList();
            for (var lane : both) {
                lane.get();
            }
        }
        story.waitUntilItIsOver();
        return story.judge();
    }

    private People people() {
        return new People(person(Role.OPERATOR), person(Role.APPROVER), person(Role.APPROVER), person(Role.APPROVER));
    }

    private Actor person(Role role) {
        var account = persons.person(role);
        return new Actor(Actor.Kind.PERSON, account.userName(), account.name());
    }
}
