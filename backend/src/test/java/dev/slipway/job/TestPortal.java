package dev.slipway.job;

import dev.slipway.audit.Actor;
import dev.slipway.audit.AuditEvent;
import dev.slipway.audit.AuditLog;
import dev.slipway.engine.Replica;
import dev.slipway.engine.Work;
import dev.slipway.job.spi.Gate;
import dev.slipway.job.spi.JobWithdrawal;
import dev.slipway.job.spi.Step;
import dev.slipway.logstream.LogFilter;
import dev.slipway.logstream.LogLine;
import dev.slipway.logstream.LogStreams;
import dev.slipway.logstream.TestLogs;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.SecretStore;
import dev.slipway.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The part of a portal that runs jobs; several may share a database. */
class TestPortal implements AutoCloseable {

    static final Actor ADA = new Actor(Actor.Kind.PERSON, "ada", "Ada");

    private final Shop shop;
    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private final Clock clock = Clock.systemUTC();
    final Replica replica;
    final FakeTarget target = new FakeTarget();
    final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    /** As if the record could not be written. */
    volatile boolean auditFails;

    final StoredJobs jobs;
    final DurableJobControl control;
    final StoredVerifiedRevisions verified;
    final LastRollbacks rollbacks;
    final LogStreams logs;
    final Gates gates;
    final GateChanges gateChanges;
    final FollowedPlacements news;

    TestPortal(TestDatabase database, Shop shop, Object... steps) {
        this(Replica.STEADY, database, shop, steps);
    }

    /** @param heartbeat after four of them a portal that is busy elsewhere counts as dead */
    TestPortal(Duration heartbeat, TestDatabase database, Shop shop, Object... steps) {
        this.shop = shop;
        for (var i = 0; i < steps.length; i++) {
            beans.addBean("bean" + i, steps[i]);
        }
        beans.addBean("target", target);
        beans.addBean("unblocked", new UnblockedReleases(shop));
        gates = new Gates(
                beans.getBeanProvider(Gate.class),
                beans.getBeanProvider(dev.slipway.job.spi.GateSkips.class),
                shop,
                new Steps(beans.getBeanProvider(Step.class)),
                clock);
        var json = new JobJson(JsonMapper.shared());
        var rows = new JobRows(json);
        replica = new Replica(database, 16, heartbeat, r -> List.of(runner(r, json, rows)));
        var client = replica.client();
        var work = replica.queue();
        AuditLog audit = this::audit;
        var locks = new PlacementLocks(client, work);
        gateChanges = new GateChanges(client, work, replica.signals(), clock);
        news = new FollowedPlacements(client, work, replica.signals(), json, clock);
        var kinds = new Steps(beans.getBeanProvider(Step.class));
        verified = new StoredVerifiedRevisions(client, json);
        rollbacks = new LastRollbacks(client);
        var provenance = new Provenance(verified, json);
        jobs = new StoredJobs(client, rows, locks, new Estimates(client));
        logs = TestLogs.on(client, replica.transactions(), replica.signals());
        control = new DurableJobControl(
                new JobOrders(shop, shop, shop, kinds, clock),
                new NewJobs(client, json, locks, work, audit),
                new JobAnswers(
                        client,
                        rows,
                        new JobAnswers.Messenger(audit, work, replica.signals(), withdrawals()),
                        json,
                        clock),
                new JobPreviews(
                        new StepPlans(kinds, places(), provenance, clock),
                        places(),
                        locks,
                        new Estimates(client),
                        shop),
                replica.transactions());
    }

    TestPortal start() {
        replica.start();
        return this;
    }

    private Mono<Void> audit(AuditEvent event) {
        return Mono.fromRunnable(() -> {
            audited.add(event);
            if (auditFails) {
                throw new IllegalStateException("The record cannot be written");
            }
        });
    }

    private Withdrawals withdrawals() {
        return new Withdrawals(beans.getBeanProvider(JobWithdrawal.class));
    }

    private Places places() {
        return new Places(
                shop, beans.getBeanProvider(DeploymentTarget.class), beans.getBeanProvider(SecretStore.class));
    }

    private Work runner(Replica replica, JobJson json, JobRows rows) {
        var client = replica.client();
        var locks = new PlacementLocks(client, replica.queue());
        var store = new JobStore(
                client, json, rows, replica.signals(), new JobStore.Record(this::audit, replica.transactions()));
        var proven = new StoredVerifiedRevisions(client, json);
        var provenance = new Provenance(proven, json);
        var memories = new StepMemories(client, json);
        var calls = new StepCalls(new Steps(beans.getBeanProvider(Step.class)), places(), memories, provenance, clock);
        var doors = new JobRunner.JobDoors(
                new JobAdmission(gates, locks, replica.transactions(), provenance, clock),
                gates,
                new JobEnding(
                        store,
                        new JobEnding.Aftermath(this::audit, proven, new LastRollbacks(client), locks, withdrawals()),
                        new ProvenByJob(
                                proven,
                                new ProvenAgain(new StoredJobs(client, rows, locks, new Estimates(client)), places())),
                        replica.transactions(),
                        clock),
                replica.signals());
        return new JobRunner(
                store, doors, calls, TestLogs.on(client, replica.transactions(), replica.signals()), clock);
    }

    Job start(String pipeline, String environment, JobRequest.ServiceVersion... services) {
        return start(request(pipeline, environment, OnFailure.FAIL, null, services));
    }

    Job start(JobRequest request) {
        return Objects.requireNonNull(control.start(request).block());
    }

    static JobRequest request(
            String pipeline,
            String environment,
            OnFailure onFailure,
            @org.jspecify.annotations.Nullable String key,
            JobRequest.ServiceVersion... services) {
        return new JobRequest(Shop.KEY, pipeline, environment, List.of(services), false, onFailure, key, null, ADA);
    }

    static JobRequest.ServiceVersion web(String version) {
        return new JobRequest.ServiceVersion("web", version);
    }

    Job find(Job job) {
        return Objects.requireNonNull(jobs.find(job.id()).block());
    }

    /** The job once it is so. */
    Job when(Job job, Predicate<Job> condition) {
        var found = Mono.defer(() -> jobs.find(job.id()))
                .filter(condition)
                .repeatWhenEmpty(n -> n.delayElements(Duration.ofMillis(20)))
                .timeout(
                        Duration.ofSeconds(60),
                        Mono.defer(() -> Mono.error(new AssertionError("Not within 60 s; the job is "
                                + find(job).status() + " " + find(job).steps()))))
                .block();
        return Objects.requireNonNull(found);
    }

    Job whenOver(Job job) {
        return when(job, Job::over);
    }

    List<String> log(Job job) {
        var lines = logs.read(job.id(), 0, LogFilter.ALL)
                .map(LogLine::text)
                .collectList()
                .block();
        return Objects.requireNonNull(lines);
    }

    void cutOff() {
        replica.cutOff();
    }

    void stop() {
        replica.stop();
    }

    @Override
    public void close() {
        replica.close();
    }
}
