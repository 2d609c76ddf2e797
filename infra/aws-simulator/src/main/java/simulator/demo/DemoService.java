package simulator.demo;

import java.util.List;

/**
 * One of the seven services.
 *
 * @param path what the load balancer sends to it
 * @param stack what it is made of, for people
 * @param migration the command that migrates its database; empty when it has none
 */
public record DemoService(String name, String title, int port, String path, String stack, List<String> migration) {

    private static final List<String> DJANGO = List.of("python", "manage.py", "migrate", "--noinput");

    /** In the order in which they are deployed. */
    public static final List<DemoService> ALL = List.of(
            django("user-service", "User", 8000),
            django("question-service", "Question", 8001),
            django("history-service", "History", 8003),
            other("matching-service", "Matching", 8002, "FastAPI on python:3.13-slim"),
            other("collaboration-service", "Collaboration", 8004, "Socket.IO and aiohttp on python:3.10-slim"),
            other("chat-service", "Chat", 8005, "Socket.IO and aiohttp on python:3.10-slim"),
            new DemoService("frontend", "Frontend", 80, "/*", "Vite, served by nginx:alpine", List.of()));

    private static DemoService django(String name, String title, int port) {
        return new DemoService(name, title, port, "/" + name + "-api/*", "Django on python:3.10-slim", DJANGO);
    }

    private static DemoService other(String name, String title, int port, String stack) {
        return new DemoService(name, title, port, "/" + name + "-api/*", stack, List.of());
    }

    boolean migrates() {
        return !migration.isEmpty();
    }
}
