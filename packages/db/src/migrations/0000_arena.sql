CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation" text DEFAULT 'operators' NOT NULL,
	"member" text,
	"secret_hash" "bytea" NOT NULL,
	"previous_secret_hash" "bytea",
	"previous_valid_until" timestamp with time zone,
	"label" text NOT NULL,
	"scopes" text[] NOT NULL,
	"submissions_per_day" integer,
	"games_per_month" bigint,
	"spend_micro_usd_per_month" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"rotated_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"api_key_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"status" integer,
	"body" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_api_key_id_key_pk" PRIMARY KEY("api_key_id","key")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "battles" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "battles_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" text NOT NULL,
	"question_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"outcome" text,
	"decided_by" text,
	"margin" smallint,
	"consistency" text,
	"first_wins" smallint,
	"decided_games" smallint,
	"unscored_reasons" text[] DEFAULT '{}'::text[] NOT NULL,
	"cost_micro_usd" bigint,
	"settled_at" timestamp with time zone,
	CONSTRAINT "battles_position" UNIQUE("run_id","position")
);
--> statement-breakpoint
CREATE TABLE "games" (
	"benchmark_version_id" bigint NOT NULL,
	"battle_id" bigint NOT NULL,
	"game_order" text NOT NULL,
	"identity" "bytea" NOT NULL,
	CONSTRAINT "games_benchmark_version_id_battle_id_game_order_pk" PRIMARY KEY("benchmark_version_id","battle_id","game_order")
) PARTITION BY HASH ("benchmark_version_id");
--> statement-breakpoint
CREATE TABLE "games_00" PARTITION OF "games" FOR VALUES WITH (MODULUS 8, REMAINDER 0);
--> statement-breakpoint
CREATE TABLE "games_01" PARTITION OF "games" FOR VALUES WITH (MODULUS 8, REMAINDER 1);
--> statement-breakpoint
CREATE TABLE "games_02" PARTITION OF "games" FOR VALUES WITH (MODULUS 8, REMAINDER 2);
--> statement-breakpoint
CREATE TABLE "games_03" PARTITION OF "games" FOR VALUES WITH (MODULUS 8, REMAINDER 3);
--> statement-breakpoint
CREATE TABLE "games_04" PARTITION OF "games" FOR VALUES WITH (MODULUS 8, REMAINDER 4);
--> statement-breakpoint
CREATE TABLE "games_05" PARTITION OF "games" FOR VALUES WITH (MODULUS 8, REMAINDER 5);
--> statement-breakpoint
CREATE TABLE "games_06" PARTITION OF "games" FOR VALUES WITH (MODULUS 8, REMAINDER 6);
--> statement-breakpoint
CREATE TABLE "games_07" PARTITION OF "games" FOR VALUES WITH (MODULUS 8, REMAINDER 7);
--> statement-breakpoint
CREATE TABLE "benchmark_versions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "benchmark_versions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"benchmark_id" bigint NOT NULL,
	"version" text NOT NULL,
	"description" text,
	"licence" text,
	"content_hash" "bytea" NOT NULL,
	"visibility" text DEFAULT 'public' NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "benchmark_versions_name" UNIQUE("benchmark_id","version")
);
--> statement-breakpoint
CREATE TABLE "benchmarks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "benchmarks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"is_sample" boolean DEFAULT false NOT NULL,
	"purpose" text DEFAULT 'board' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "benchmarks_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "questions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"benchmark_version_id" bigint NOT NULL,
	"key" text NOT NULL,
	"position" integer NOT NULL,
	"category" text NOT NULL,
	"subcategory" text NOT NULL,
	"languages" text[] DEFAULT '{}'::text[] NOT NULL,
	"difficulty" text NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"reference_hash" "bytea",
	CONSTRAINT "questions_key" UNIQUE("benchmark_version_id","key")
);
--> statement-breakpoint
CREATE TABLE "board_entries" (
	"benchmark_version_id" bigint NOT NULL,
	"judge_version_id" bigint NOT NULL,
	"submission_id" text NOT NULL,
	"snapshot_id" "bytea" NOT NULL,
	"entered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "board_entries_key" PRIMARY KEY("benchmark_version_id","judge_version_id","submission_id")
);
--> statement-breakpoint
CREATE TABLE "boards" (
	"benchmark_version_id" bigint NOT NULL,
	"judge_version_id" bigint NOT NULL,
	"is_live" boolean DEFAULT false NOT NULL,
	"snapshot_id" "bytea",
	"judging" jsonb,
	"reported_models" text[] DEFAULT '{}'::text[] NOT NULL,
	"stale_since" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "boards_benchmark_version_id_judge_version_id_pk" PRIMARY KEY("benchmark_version_id","judge_version_id")
);
--> statement-breakpoint
CREATE TABLE "snapshot_slices" (
	"snapshot_id" "bytea" NOT NULL,
	"slice" text NOT NULL,
	"questions" integer NOT NULL,
	"rows" jsonb NOT NULL,
	CONSTRAINT "snapshot_slices_snapshot_id_slice_pk" PRIMARY KEY("snapshot_id","slice")
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"id" "bytea" PRIMARY KEY NOT NULL,
	"benchmark_version_id" bigint NOT NULL,
	"judge_version_id" bigint NOT NULL,
	"rule" text NOT NULL,
	"seed" text NOT NULL,
	"code_version" text NOT NULL,
	"inputs_hash" "bytea" NOT NULL,
	"inputs" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "judge_batch_lines" (
	"batch_id" text NOT NULL,
	"identity" "bytea" NOT NULL,
	"battle_id" bigint NOT NULL,
	"is_re_ask" boolean DEFAULT false NOT NULL,
	"result" text,
	CONSTRAINT "judge_batch_lines_batch_id_identity_pk" PRIMARY KEY("batch_id","identity")
);
--> statement-breakpoint
CREATE TABLE "judge_batches" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"input_file_id" text,
	"create_tried_at" timestamp with time zone,
	"provider_id" text,
	"status" text,
	"output_file_id" text,
	"error_file_id" text,
	"games" integer NOT NULL,
	"games_done" integer DEFAULT 0 NOT NULL,
	"expected_micro_usd" bigint DEFAULT 0 NOT NULL,
	"trouble" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"collected_at" timestamp with time zone,
	CONSTRAINT "judge_batches_provider" UNIQUE("provider_id")
);
--> statement-breakpoint
CREATE TABLE "judge_check_pairs" (
	"set_id" bigint NOT NULL,
	"question_id" bigint NOT NULL,
	"label" text NOT NULL,
	CONSTRAINT "judge_check_pairs_set_id_question_id_pk" PRIMARY KEY("set_id","question_id")
);
--> statement-breakpoint
CREATE TABLE "judge_check_sets" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "judge_check_sets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"version" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"licence" text,
	"format" text NOT NULL,
	"pairs" integer NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"benchmark_version_id" bigint NOT NULL,
	"submission_id" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "judge_check_sets_benchmark_version_id_unique" UNIQUE("benchmark_version_id"),
	CONSTRAINT "judge_check_sets_submission_id_unique" UNIQUE("submission_id"),
	CONSTRAINT "judge_check_sets_name" UNIQUE("slug","version")
);
--> statement-breakpoint
CREATE TABLE "judge_checks" (
	"id" text PRIMARY KEY NOT NULL,
	"set_id" bigint NOT NULL,
	"run_id" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stale_since" timestamp with time zone,
	"results" jsonb,
	"measured_at" timestamp with time zone,
	"code_version" text,
	CONSTRAINT "judge_checks_run_id_unique" UNIQUE("run_id")
);
--> statement-breakpoint
CREATE TABLE "judge_versions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "judge_versions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"judge_id" bigint NOT NULL,
	"version" integer NOT NULL,
	"hash" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"model" text NOT NULL,
	"definition" jsonb NOT NULL,
	"is_rehearsal" boolean NOT NULL,
	"released_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "judge_versions_hash_unique" UNIQUE("hash"),
	CONSTRAINT "judge_versions_name" UNIQUE("judge_id","version")
);
--> statement-breakpoint
CREATE TABLE "judges" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "judges_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "judges_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "judgments" (
	"identity" "bytea" NOT NULL,
	"attempt" smallint NOT NULL,
	"judge_version_id" bigint NOT NULL,
	"verdict" text,
	"unscored_reason" text,
	"error_class" text,
	"text_hash" "bytea",
	"finish_reason" text,
	"model_reported" text,
	"request_id" text,
	"prompt_tokens" integer,
	"completion_tokens" integer,
	"tokens_estimated" boolean DEFAULT false NOT NULL,
	"cost_micro_usd" bigint,
	"latency_ms" integer,
	"transport_retries" integer DEFAULT 0 NOT NULL,
	"is_re_ask" boolean DEFAULT false NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "judgments_identity_attempt_pk" PRIMARY KEY("identity","attempt")
) PARTITION BY HASH ("identity");
--> statement-breakpoint
CREATE TABLE "judgments_00" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 0);
--> statement-breakpoint
CREATE TABLE "judgments_01" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 1);
--> statement-breakpoint
CREATE TABLE "judgments_02" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 2);
--> statement-breakpoint
CREATE TABLE "judgments_03" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 3);
--> statement-breakpoint
CREATE TABLE "judgments_04" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 4);
--> statement-breakpoint
CREATE TABLE "judgments_05" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 5);
--> statement-breakpoint
CREATE TABLE "judgments_06" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 6);
--> statement-breakpoint
CREATE TABLE "judgments_07" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 7);
--> statement-breakpoint
CREATE TABLE "judgments_08" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 8);
--> statement-breakpoint
CREATE TABLE "judgments_09" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 9);
--> statement-breakpoint
CREATE TABLE "judgments_10" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 10);
--> statement-breakpoint
CREATE TABLE "judgments_11" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 11);
--> statement-breakpoint
CREATE TABLE "judgments_12" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 12);
--> statement-breakpoint
CREATE TABLE "judgments_13" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 13);
--> statement-breakpoint
CREATE TABLE "judgments_14" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 14);
--> statement-breakpoint
CREATE TABLE "judgments_15" PARTITION OF "judgments" FOR VALUES WITH (MODULUS 16, REMAINDER 15);
--> statement-breakpoint
CREATE TABLE "models" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "models_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"organisation" text,
	"licence" text,
	"open_weights" boolean,
	"size" text,
	"link" text,
	"release_date" text,
	"family" text,
	"description" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "models_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "variants" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "variants_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"model_id" bigint NOT NULL,
	"settings" jsonb NOT NULL,
	"settings_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "variants_settings" UNIQUE("model_id","settings_hash")
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"judge_version_id" bigint NOT NULL,
	"input_micro_usd" bigint NOT NULL,
	"output_micro_usd" bigint NOT NULL,
	"valid_from" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "prices_judge_version_id_valid_from_pk" PRIMARY KEY("judge_version_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" text NOT NULL,
	"endpoint" text NOT NULL,
	"games" integer NOT NULL,
	"outage_since" timestamp with time zone,
	"outage_reason" text,
	"games_per_second" double precision,
	"seen_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	CONSTRAINT "workers_id_endpoint_pk" PRIMARY KEY("id","endpoint")
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"slug" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"submissions_per_day" integer,
	"games_per_month" bigint,
	"spend_micro_usd_per_month" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quota_charges" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quota_charges_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation" text NOT NULL,
	"key_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"submissions" integer NOT NULL,
	"games" integer NOT NULL,
	"run_id" text,
	"estimate_micro_usd" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"rejudging_id" text NOT NULL,
	"message" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"queued_at" timestamp with time zone,
	"delivered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "promotions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "promotions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"benchmark_version_id" bigint NOT NULL,
	"from_judge_version_id" bigint NOT NULL,
	"to_judge_version_id" bigint NOT NULL,
	"rejudging_id" text,
	"reason" text NOT NULL,
	"promoted_by" text NOT NULL,
	"promoted_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rejudging_rules" (
	"id" text PRIMARY KEY NOT NULL,
	"judge_slug" text NOT NULL,
	"benchmarks" text[] NOT NULL,
	"sample_questions" integer,
	"budget_micro_usd" bigint,
	"priority" integer NOT NULL,
	"is_starting" boolean NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rejudging_runs" (
	"rejudging_id" text NOT NULL,
	"submission_id" text NOT NULL,
	"replicate" integer NOT NULL,
	"run_id" text,
	"is_own" boolean DEFAULT true NOT NULL,
	"cost_before_micro_usd" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "rejudging_runs_rejudging_id_submission_id_replicate_pk" PRIMARY KEY("rejudging_id","submission_id","replicate")
);
--> statement-breakpoint
CREATE TABLE "rejudgings" (
	"id" text PRIMARY KEY NOT NULL,
	"benchmark_version_id" bigint NOT NULL,
	"from_judge_version_id" bigint NOT NULL,
	"to_judge_version_id" bigint NOT NULL,
	"scope" jsonb NOT NULL,
	"sample_questions" integer,
	"replicates" integer NOT NULL,
	"budget_micro_usd" bigint,
	"priority" integer NOT NULL,
	"gates" jsonb,
	"created_by" text NOT NULL,
	"rule_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"paused_at" timestamp with time zone,
	"paused_reason" text,
	"is_paused_by_itself" boolean DEFAULT false NOT NULL,
	"reported_at" timestamp with time zone,
	"promoted_at" timestamp with time zone,
	"discarded_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"ended_reason" text,
	CONSTRAINT "rejudgings_once_by_rule" UNIQUE("rule_id","benchmark_version_id","to_judge_version_id")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" text PRIMARY KEY NOT NULL,
	"submission_id" text NOT NULL,
	"judge_version_id" bigint NOT NULL,
	"replicate" integer DEFAULT 0 NOT NULL,
	"via" text DEFAULT 'live' NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"held" text,
	"held_reason" text,
	"held_at" timestamp with time zone,
	"resumed_at" timestamp with time zone,
	"battles" integer NOT NULL,
	"games" integer NOT NULL,
	"empty_answers" integer DEFAULT 0 NOT NULL,
	"games_scored" integer DEFAULT 0 NOT NULL,
	"games_unscored" integer DEFAULT 0 NOT NULL,
	"prompt_tokens" bigint DEFAULT 0 NOT NULL,
	"completion_tokens" bigint DEFAULT 0 NOT NULL,
	"tokens_estimated" boolean DEFAULT false NOT NULL,
	"cost_micro_usd" bigint,
	"reported_models" text[] DEFAULT '{}'::text[] NOT NULL,
	"budget_micro_usd" bigint,
	"retried_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"last_alive_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "runs_once" UNIQUE("submission_id","judge_version_id","replicate")
);
--> statement-breakpoint
CREATE TABLE "responses" (
	"submission_id" text NOT NULL,
	"question_id" bigint NOT NULL,
	"text_hash" "bytea" NOT NULL,
	"characters" integer NOT NULL,
	"is_empty" boolean NOT NULL,
	CONSTRAINT "responses_submission_id_question_id_pk" PRIMARY KEY("submission_id","question_id")
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" text PRIMARY KEY NOT NULL,
	"benchmark_version_id" bigint NOT NULL,
	"variant_id" bigint NOT NULL,
	"is_baseline" boolean DEFAULT false NOT NULL,
	"state" text GENERATED ALWAYS AS (case when withdrawn_at is not null then 'withdrawn' when submitted_at is null then 'draft' when rejected_at is not null then 'rejected' when published_at is null then 'private' when cardinality(flags) > 0 and cleared_at is null then 'held' else 'published' end) STORED NOT NULL,
	"owner" text,
	"revision" integer DEFAULT 0 NOT NULL,
	"flags" text[] DEFAULT '{}'::text[] NOT NULL,
	"contact" text,
	"share_token" text,
	"responses" integer NOT NULL,
	"empty_responses" integer NOT NULL,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"submitted_at" timestamp with time zone DEFAULT now(),
	"published_at" timestamp with time zone DEFAULT now(),
	"cleared_at" timestamp with time zone,
	"rejected_at" timestamp with time zone,
	"rejected_reason" text,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_reason" text
);
--> statement-breakpoint
CREATE TABLE "texts" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"body" text,
	"characters" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"redacted_at" timestamp with time zone,
	"redaction_reason" text
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organisation_organisations_slug_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "battles" ADD CONSTRAINT "battles_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "battles" ADD CONSTRAINT "battles_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "games" ADD CONSTRAINT "games_benchmark_version_id_benchmark_versions_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "games" ADD CONSTRAINT "games_battle_id_battles_id_fk" FOREIGN KEY ("battle_id") REFERENCES "public"."battles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benchmark_versions" ADD CONSTRAINT "benchmark_versions_benchmark_id_benchmarks_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_benchmark_version_id_benchmark_versions_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_content_hash_texts_hash_fk" FOREIGN KEY ("content_hash") REFERENCES "public"."texts"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_reference_hash_texts_hash_fk" FOREIGN KEY ("reference_hash") REFERENCES "public"."texts"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_entries" ADD CONSTRAINT "board_entries_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_entries" ADD CONSTRAINT "board_entries_snapshot_id_snapshots_id_fk" FOREIGN KEY ("snapshot_id") REFERENCES "public"."snapshots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_entries" ADD CONSTRAINT "board_entries_board" FOREIGN KEY ("benchmark_version_id","judge_version_id") REFERENCES "public"."boards"("benchmark_version_id","judge_version_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boards" ADD CONSTRAINT "boards_benchmark_version_id_benchmark_versions_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boards" ADD CONSTRAINT "boards_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boards" ADD CONSTRAINT "boards_snapshot_id_snapshots_id_fk" FOREIGN KEY ("snapshot_id") REFERENCES "public"."snapshots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshot_slices" ADD CONSTRAINT "snapshot_slices_snapshot_id_snapshots_id_fk" FOREIGN KEY ("snapshot_id") REFERENCES "public"."snapshots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_benchmark_version_id_benchmark_versions_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_batch_lines" ADD CONSTRAINT "judge_batch_lines_batch_id_judge_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."judge_batches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_batch_lines" ADD CONSTRAINT "judge_batch_lines_battle_id_battles_id_fk" FOREIGN KEY ("battle_id") REFERENCES "public"."battles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_batches" ADD CONSTRAINT "judge_batches_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_check_pairs" ADD CONSTRAINT "judge_check_pairs_set_id_judge_check_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."judge_check_sets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_check_pairs" ADD CONSTRAINT "judge_check_pairs_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_check_sets" ADD CONSTRAINT "judge_check_sets_benchmark_version_id_benchmark_versions_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_check_sets" ADD CONSTRAINT "judge_check_sets_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_checks" ADD CONSTRAINT "judge_checks_set_id_judge_check_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."judge_check_sets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_checks" ADD CONSTRAINT "judge_checks_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judge_versions" ADD CONSTRAINT "judge_versions_judge_id_judges_id_fk" FOREIGN KEY ("judge_id") REFERENCES "public"."judges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judgments" ADD CONSTRAINT "judgments_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "judgments" ADD CONSTRAINT "judgments_text_hash_texts_hash_fk" FOREIGN KEY ("text_hash") REFERENCES "public"."texts"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variants" ADD CONSTRAINT "variants_model_id_models_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."models"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota_charges" ADD CONSTRAINT "quota_charges_organisation_organisations_slug_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_rejudging_id_rejudgings_id_fk" FOREIGN KEY ("rejudging_id") REFERENCES "public"."rejudgings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_benchmark_version_id_benchmark_versions_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_from_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("from_judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_to_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("to_judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_rejudging_id_rejudgings_id_fk" FOREIGN KEY ("rejudging_id") REFERENCES "public"."rejudgings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejudging_runs" ADD CONSTRAINT "rejudging_runs_rejudging_id_rejudgings_id_fk" FOREIGN KEY ("rejudging_id") REFERENCES "public"."rejudgings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejudging_runs" ADD CONSTRAINT "rejudging_runs_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejudging_runs" ADD CONSTRAINT "rejudging_runs_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejudgings" ADD CONSTRAINT "rejudgings_benchmark_version_id_benchmark_versions_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejudgings" ADD CONSTRAINT "rejudgings_from_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("from_judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejudgings" ADD CONSTRAINT "rejudgings_to_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("to_judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejudgings" ADD CONSTRAINT "rejudgings_rule_id_rejudging_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."rejudging_rules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_judge_version_id_judge_versions_id_fk" FOREIGN KEY ("judge_version_id") REFERENCES "public"."judge_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "responses" ADD CONSTRAINT "responses_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "responses" ADD CONSTRAINT "responses_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "responses" ADD CONSTRAINT "responses_text_hash_texts_hash_fk" FOREIGN KEY ("text_hash") REFERENCES "public"."texts"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_benchmark_version_id_benchmark_versions_id_fk" FOREIGN KEY ("benchmark_version_id") REFERENCES "public"."benchmark_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_of_organisation" ON "api_keys" USING btree ("organisation");--> statement-breakpoint
CREATE INDEX "audit_log_of_actor" ON "audit_log" USING btree ("actor","id");--> statement-breakpoint
CREATE INDEX "audit_log_of_subject" ON "audit_log" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "battles_of_question" ON "battles" USING btree ("question_id");--> statement-breakpoint
CREATE INDEX "games_of_battle" ON "games" USING btree ("battle_id");--> statement-breakpoint
CREATE INDEX "games_of_identity" ON "games" USING btree ("identity");--> statement-breakpoint
CREATE INDEX "questions_position" ON "questions" USING btree ("benchmark_version_id","position");--> statement-breakpoint
CREATE INDEX "board_entries_of_submission" ON "board_entries" USING btree ("submission_id");--> statement-breakpoint
CREATE UNIQUE INDEX "boards_one_live" ON "boards" USING btree ("benchmark_version_id") WHERE "boards"."is_live";--> statement-breakpoint
CREATE INDEX "snapshots_of_board" ON "snapshots" USING btree ("benchmark_version_id","judge_version_id","created_at");--> statement-breakpoint
CREATE INDEX "judge_batch_lines_of_identity" ON "judge_batch_lines" USING btree ("identity");--> statement-breakpoint
CREATE INDEX "judge_batches_of_run" ON "judge_batches" USING btree ("run_id","collected_at");--> statement-breakpoint
CREATE INDEX "judge_checks_of_set" ON "judge_checks" USING btree ("set_id");--> statement-breakpoint
CREATE INDEX "quota_charges_of_organisation" ON "quota_charges" USING btree ("organisation","at");--> statement-breakpoint
CREATE INDEX "notices_unqueued" ON "notices" USING btree ("id") WHERE "notices"."queued_at" is null;--> statement-breakpoint
CREATE INDEX "promotions_of_version" ON "promotions" USING btree ("benchmark_version_id","promoted_at");--> statement-breakpoint
CREATE INDEX "rejudging_runs_of_run" ON "rejudging_runs" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "rejudgings_of_version" ON "rejudgings" USING btree ("benchmark_version_id","created_at");--> statement-breakpoint
CREATE INDEX "runs_of_judge" ON "runs" USING btree ("judge_version_id");--> statement-breakpoint
CREATE INDEX "runs_unfinished" ON "runs" USING btree ("finished_at","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_one_baseline" ON "submissions" USING btree ("benchmark_version_id") WHERE "submissions"."is_baseline";--> statement-breakpoint
CREATE INDEX "submissions_of_version" ON "submissions" USING btree ("benchmark_version_id","created_at");--> statement-breakpoint
CREATE INDEX "submissions_of_variant" ON "submissions" USING btree ("variant_id","benchmark_version_id");--> statement-breakpoint
CREATE INDEX "submissions_of_owner" ON "submissions" USING btree ("owner","created_at");
--> statement-breakpoint
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the audit log is append-only';
END $$;
--> statement-breakpoint
CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
