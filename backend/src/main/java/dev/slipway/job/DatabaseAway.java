package dev.slipway.job;

/** The portal's database was away while a job was worked on; the job is taken up again where the database has it. */
class DatabaseAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseAway(long job, String why) {
        super("Job " + job + " goes on once the database answers: " + why);
    }
}
