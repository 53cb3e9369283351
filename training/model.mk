# Making and measuring the language model. Included by the Makefile at the top.
CORPORA ?= ../shared/corpora
TRAIN_DIR ?= build/training
TRAIN_VENV := $(TRAIN_DIR)/venv
TRAIN_PYTHON := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(TRAIN_VENV)/bin/python
MODEL := bot/reading/model

.PHONY: model eval-model

# Packages that are needed to make the model and not to use it.
$(TRAIN_VENV)/.installed: training/requirements.txt
	@mkdir -p $(TRAIN_DIR) && python3 -m venv $(TRAIN_VENV)
	@$(TRAIN_VENV)/bin/pip install --quiet --requirement training/requirements.txt
	@touch $@

$(TRAIN_DIR)/data/.made: $(TRAIN_VENV)/.installed $(wildcard training/*_data.py training/*_docs.py training/data/*) \
  training/vectors.py training/names.py training/renaming.py training/sentences.py training/attribution.py \
  training/corpora.py training/typography.py training/tokenizer.py
	@$(TRAIN_PYTHON) -m training.vectors $(TRAIN_DIR)/data/vectors
	@$(TRAIN_PYTHON) -m training.syntax_data $(CORPORA) $(TRAIN_DIR)/data
	@$(TRAIN_PYTHON) -m training.ner_data $(CORPORA) $(TRAIN_DIR)/data
	@touch $@

# The large parser that is not shipped, and the trees it draws.
$(TRAIN_DIR)/teachers/trees-1.pt: $(TRAIN_DIR)/data/.made training/encoder.py training/tree_teacher.py
	@$(TRAIN_PYTHON) -m training.tree_teacher $(TRAIN_DIR)/data $(TRAIN_DIR)/teachers 1 > $(TRAIN_DIR)/teacher.log 2>&1

$(TRAIN_DIR)/data/syntax-train.spacy: $(TRAIN_DIR)/teachers/trees-1.pt training/silver.py training/drawn.py
	@$(TRAIN_PYTHON) -m training.silver $(CORPORA) $(TRAIN_DIR)/data $(TRAIN_DIR)/teachers

# The two halves; -j2 trains the names beside the teacher and the trees.
$(TRAIN_DIR)/syntax/model-best/meta.json: training/configs/syntax.cfg $(TRAIN_DIR)/data/syntax-train.spacy
	@$(TRAIN_PYTHON) -m training.train $< $(TRAIN_DIR)/data $(TRAIN_DIR)/syntax > $(TRAIN_DIR)/syntax.log 2>&1

$(TRAIN_DIR)/ner/model-best/meta.json: training/configs/ner.cfg $(TRAIN_DIR)/data/.made
	@$(TRAIN_PYTHON) -m training.train $< $(TRAIN_DIR)/data $(TRAIN_DIR)/ner > $(TRAIN_DIR)/ner.log 2>&1

# Two last stages of the names: on everything, and on the corpora nearest to news.
$(TRAIN_DIR)/ner-%/model-best/meta.json: training/configs/ner-%.cfg $(TRAIN_DIR)/ner/model-best/meta.json
	@$(TRAIN_PYTHON) -m training.train $< $(TRAIN_DIR)/data $(TRAIN_DIR)/ner-$* \
	  --paths.start $(TRAIN_DIR)/ner/model-best > $(TRAIN_DIR)/ner-$*.log 2>&1

SYNTAX := $(TRAIN_DIR)/syntax/model-best
NER_STAGES := $(TRAIN_DIR)/ner-finish/model-best $(TRAIN_DIR)/ner-near/model-best
NER_GOLD := $(TRAIN_DIR)/ner-average
NER_SILVER := $(TRAIN_DIR)/ner-silver/model-best

$(NER_GOLD)/meta.json: $(NER_STAGES:%=%/meta.json)
	@$(TRAIN_PYTHON) -m training.average $(NER_GOLD) $(NER_STAGES)

# The teacher of names, what it finds in text without gold, and the recogniser that goes on with both.
$(TRAIN_DIR)/teachers/names-1.pt: $(TRAIN_DIR)/data/.made training/encoder.py training/name_teacher.py
	@$(TRAIN_PYTHON) -m training.name_teacher $(TRAIN_DIR)/data $(TRAIN_DIR)/teachers 1 > $(TRAIN_DIR)/names.log 2>&1

$(TRAIN_DIR)/data/ner-silver-train.spacy: $(TRAIN_DIR)/teachers/names-1.pt training/silver_names.py
	@$(TRAIN_PYTHON) -m training.silver_names $(CORPORA) $(TRAIN_DIR)/data $(TRAIN_DIR)/teachers

$(NER_SILVER)/meta.json: training/configs/ner-silver.cfg $(NER_GOLD)/meta.json $(TRAIN_DIR)/data/ner-silver-train.spacy
	@$(TRAIN_PYTHON) -m training.train $< $(TRAIN_DIR)/data $(TRAIN_DIR)/ner-silver \
	  --paths.start $(NER_GOLD) > $(TRAIN_DIR)/ner-silver.log 2>&1

model: $(SYNTAX)/meta.json $(NER_SILVER)/meta.json  ## make the language model again from CORPORA; -j2 uses two cores
	@$(TRAIN_PYTHON) -m training.average $(TRAIN_DIR)/ner-last $(NER_GOLD) $(NER_SILVER) $(NER_SILVER)
	@rm -rf $(MODEL)
	@$(TRAIN_PYTHON) -m training.assemble $(SYNTAX) $(TRAIN_DIR)/ner-last $(MODEL)
	@$(TRAIN_PYTHON) -m training.gold $(CORPORA) $(TRAIN_DIR)/gold
	@$(TRAIN_PYTHON) -m training.evaluate $(MODEL) $(TRAIN_DIR)/gold --meta

# The gold data needs the corpora and the project's own environment only.
eval-model: setup  ## print the scores of the shipped language model on the corpora in CORPORA
	@$(VENV)/python -m training.gold $(CORPORA) $(TRAIN_DIR)/gold
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(VENV)/python -m training.evaluate $(MODEL) $(TRAIN_DIR)/gold
