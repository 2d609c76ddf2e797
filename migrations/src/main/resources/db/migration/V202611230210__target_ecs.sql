-- What the ECS target remembers of deployments and one-off tasks: the intent before each call, the handle after it.
create table ecs_deployment (
    seq bigint generated always as identity,
    placement text not null,
    token text not null,
    deployment text,
    version integer not null,
    document jsonb not null,
    primary key (placement, token)
);

create index ecs_deployment_by_id on ecs_deployment (placement, deployment);

create table ecs_task (
    placement text not null,
    token text not null,
    task text,
    version integer not null,
    document jsonb not null,
    primary key (placement, token)
);

create index ecs_task_by_id on ecs_task (placement, task);

-- Where a placement was last seen to be, for questions that name only the placement.
create table ecs_place (
    placement text primary key,
    settings jsonb not null
);
